#!/usr/bin/env bash
# Gives the readers of bytes from outside bytes that libFuzzer makes up; see README.md.
#   run.sh [READER] [SECONDS]   fuzzes one reader, or all, each for some seconds (60; of all readers 5)
#   run.sh keep READER          keeps in Tests/Fixtures/fuzz the files that together reach most of what was reached
set -euo pipefail
cd "$(dirname "$0")/../.."
work="$PWD/.build/fuzz"
kept="$PWD/Tests/Fixtures/fuzz"
# NBRUN_FUZZ_ADDRESS=1 looks for reads and writes outside of memory too. That needs memory of its own.
sanitize=fuzzer
memory=256
if [ -n "${NBRUN_FUZZ_ADDRESS:-}" ]; then sanitize=fuzzer,address memory=2048 work="$work-address"; fi

# A debug build is made sooner and tries less: what hangs there may be slow alone.
configuration="${NBRUN_FUZZ_CONFIGURATION:-release}"
timeout=1
if [ "$configuration" = debug ]; then timeout=10 work="$work-debug"; fi

# libFuzzer brings a `main` of its own, which the program's own stands before.
swift build --configuration "$configuration" --product Fuzz --scratch-path "$work/build" \
  -Xswiftc "-sanitize=$sanitize" -Xswiftc -DFUZZING -Xlinker -z -Xlinker muldefs
fuzz="$work/build/$configuration/Fuzz"
# What Swift keeps for as long as the program runs is no leak.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0

# Prepares the folders of a reader: what it begins with, what it has found, and what was too much for it.
prepare() {
  mkdir -p "$work/corpus/$1" "$work/seeds/$1" "$work/found" "$kept/$1"
}

mkdir -p "$work/seeds"
for reader in $("$fuzz" --list); do prepare "$reader"; done
"$fuzz" --seeds "$work/seeds"
python3 Tests/Fuzzing/seeds.py "$work/seeds"
cp Tests/Fixtures/weights/*.npy "$work/seeds/npy"
cp Tests/Fixtures/weights/*.npz "$work/seeds/npz"
cp Tests/Fixtures/weights/*.safetensors "$work/seeds/safetensors"
cp Tests/Fixtures/failing/*.nnb notebooks/[nsx]*.nnb "$work/seeds/notebook"

if [ "${1:-}" = keep ]; then
  rm -rf "$work/merged" && mkdir "$work/merged"
  "$fuzz" "--reader=$2" -set_cover_merge=1 -max_len=4096 -timeout=1 "$work/merged" \
    "$kept/$2" "$work/corpus/$2" "$work/seeds/$2" 2>&1 | tail -1
  # The first ones reach most; the rest adds little each.
  ls -tr "$work/merged" | head -n 30 | while read -r file; do cp "$work/merged/$file" "$kept/$2/"; done
  exit
fi

seconds="${2:-${1:+60}}"
seconds="${seconds:-5}"
status=0
for reader in ${1:-$("$fuzz" --list)}; do
  echo "== $reader"
  "$fuzz" "--reader=$reader" -dict="$work/seeds/words.dict" "-timeout=$timeout" "-rss_limit_mb=$memory" \
    "-max_total_time=$seconds" -artifact_prefix="$work/found/$reader-" -print_final_stats=1 \
    "$work/corpus/$reader" "$kept/$reader" "$work/seeds/$reader" > "$work/$reader.log" 2>&1 || status=1
  grep -aE "^#[0-9]+\s+DONE|ERROR|stat::(number_of_executed_units|average_exec|peak_rss)|Test unit written" "$work/$reader.log" || true
done
exit $status
