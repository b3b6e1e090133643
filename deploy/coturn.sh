#!/bin/sh
# Starts coturn with what only this machine knows, and tells it when its certificate was renewed.
set -eu
: "${TURN_HOST:?}" "${TURN_SECRET:?}" "${PUBLIC_IP:?}"
certificates=${CERTIFICATES:-/certificates}
here=$(dirname "$0")

certificate() { find "$certificates" -name "$TURN_HOST.crt" | head -n 1; }
until [ -n "$(certificate)" ]; do
  echo "Waiting for the certificate of $TURN_HOST"
  sleep 5
done
cert=$(certificate)

# A file that only this user can read, because a command line can be read by everybody.
umask 077
config=$(mktemp)
trap 'rm -f "$config"' EXIT
cat "$here/coturn.conf" - > "$config" <<CONF
realm=$TURN_HOST
static-auth-secret=$TURN_SECRET
listening-ip=$PUBLIC_IP
listening-ip=127.0.0.1
relay-ip=$PUBLIC_IP
allowed-peer-ip=$PUBLIC_IP
cert=$cert
pkey=${cert%.crt}.key
CONF

turnserver -c "$config" &
turn=$!
(
  known=$(cksum "$cert")
  while sleep 60; do
    now=$(cksum "$cert")
    [ "$now" = "$known" ] || kill -USR2 "$turn"
    known=$now
  done
) &
watch=$!
trap 'kill "$turn"' TERM INT
# A signal ends the first wait, so that coturn has its own end to wait for.
wait "$turn" || wait "$turn" || true
kill "$watch" 2>/dev/null
