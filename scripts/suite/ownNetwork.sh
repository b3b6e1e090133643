#!/bin/sh
# Runs a program in a network of its own, which is gone when the program is:
#   sh scripts/suite/ownNetwork.sh playwright test --config=tests/e2e firefox
# Firefox does not reach media on loopback, so this network has one address more; it leads nowhere else. Making it needs
# root or user namespaces; where neither is given, the program runs in the network of this machine, and that is said.
lay='ip link set lo up &&
  ip link add wire type veth peer name far &&
  ip link set far up &&
  ip link set wire up &&
  ip address add 10.77.0.1/24 dev wire &&
  ip route add default via 10.77.0.254'

if [ "$(id -u)" = 0 ]; then
  inside='unshare --net'
  plain=''
else
  # Powers over a network of one's own, given away again before the program starts.
  inside='unshare --user --map-current-user --keep-caps --net'
  plain='setpriv --ambient-caps=-all --inh-caps=-all'
fi

if why=$($inside sh -c "$lay" 2>&1); then
  export OWN_NETWORK=yes
  exec $inside sh -c "$lay && exec $plain \"\$@\"" sh "$@"
fi
echo "No network of its own for $1, so it uses that of this machine: $why" >&2
exec "$@"
