#!/usr/bin/env bash
# Compiles the kernels for arm64 too, runs them under an emulator, and compares their digests with this machine's.
# On Debian: apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user; and clang, which comes with Swift.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
flags="-O2 -ISources/CKernels/include -ISources/CKernels"
sources="Sources/CKernels/*.c Tests/Arm64/digests.c"

clang $flags $sources -o "$folder/here" -lm -lpthread
for source in $sources; do
  clang --target=aarch64-linux-gnu --sysroot=/usr/aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include $flags \
    -c "$source" -o "$folder/$(basename "$source").o"
done
aarch64-linux-gnu-gcc -static "$folder"/*.o -o "$folder/arm64" -lm -lpthread

{ "$folder/here"; qemu-aarch64 "$folder/arm64" | sed 's/$/ (arm64)/'; } | tee "$folder/digests"
different=$(cut -d' ' -f1 "$folder/digests" | sort -u | wc -l)
[ "$different" = 1 ] && grep -q neon "$folder/digests" || { echo "the digests differ"; exit 1; }
echo "all digests are the same"
