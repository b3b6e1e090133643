#!/usr/bin/env bash
# Builds mediasoup-worker from the source inside the npm package, against the libraries of Debian 12 or later (or of
# another system that has them), for machines that cannot download the published binary. About 5 minutes on 2 cores.
#   build.sh path/to/node_modules/mediasoup path/to/output/mediasoup-worker
# What it needs is listed in buildWorker.mjs. Nothing is downloaded: each bundled dependency of the worker becomes a
# two-line meson project that stands for the system's library.
set -euo pipefail
package=$(realpath "$1")
output=$(realpath -m "$2")
shims=$(cd "$(dirname "$0")" && pwd)/shims
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT

cp -r "$package/worker" "$build/worker"
cd "$build/worker"

# Debian 12 has meson 1.0.1, and nothing newer is used.
sed -i "s/meson_version: '>= 1.1.0'/meson_version: '>= 1.0.0'/" meson.build

# The worker's BIO callback answers 1 to every control call, also when it should pass the result on (it compares with ==
# where BIO_CB_RETURN is a flag). An OpenSSL built with kernel TLS, as Debian's is, then believes that the memory BIO
# does kernel TLS, allocates no write buffer, and crashes at the first DTLS flight.
sed -i 's/(operationType == BIO_CB_RETURN)/((operationType \& BIO_CB_RETURN) != 0)/' src/RTC/DtlsTransport.cpp
grep -q '((operationType & BIO_CB_RETURN) != 0)' src/RTC/DtlsTransport.cpp

# folder NAME: where meson expects the subproject of NAME.wrap.
folder() { echo "subprojects/$(sed -n 's/^directory *= *//p' "subprojects/$1.wrap")"; }
# stand_in NAME LANGUAGE: reads what the project defines from standard input.
stand_in() {
  mkdir -p "$(folder "$1")"
  { echo "project('$1', '$2')"; cat; } > "$(folder "$1")/meson.build"
}

stand_in libuv c <<'MESON'
libuv_dep = dependency('libuv')
libuv = []
MESON
printf "option('%s', type: 'boolean')\n" build_tests build_benchmarks > "$(folder libuv)/meson_options.txt"

stand_in openssl c <<'MESON'
openssl_dep = dependency('openssl')
libcrypto_lib = []
libssl_lib = []
MESON

stand_in abseil-cpp cpp <<'MESON'
absl_strings_dep = dependency('absl_strings')
absl_types_dep = dependency('absl_optional')
absl_container_dep = dependency('absl_flat_hash_map')
absl_container_lib = []
MESON

stand_in flatbuffers cpp <<'MESON'
flatbuffers_dep = dependency('flatbuffers')
flatbuffers_lib = []
MESON

# The distribution has libsrtp 2 and no ankerl; the shims give them the names that the worker uses.
stand_in libsrtp3 c <<MESON
libsrtp3_dep = declare_dependency(compile_args: ['-I$shims/srtp3'], dependencies: dependency('libsrtp2'))
libsrtp3 = []
MESON
printf "option('%s', type: 'string')\n" crypto-library crypto-library-kdf tests > "$(folder libsrtp3)/meson_options.txt"

stand_in unordered-dense cpp <<MESON
ankerl_unordered_dense_dep = declare_dependency(compile_args: ['-I$shims/unordered_dense'])
MESON

meson setup --wrap-mode=nodownload --buildtype=release -Db_ndebug=true out .
ninja -C out mediasoup-worker
mkdir -p "$(dirname "$output")"
install -m755 out/mediasoup-worker "$output"
