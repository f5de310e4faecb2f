#!/usr/bin/env bash
# What a notebook with everything in it asks of the system: no program, no connection, nothing written elsewhere.
#
#   bash Tests/Confinement/run.sh [nbrun]
#
# A first run under strace lists the families of calls; a second one, under a filter of the kernel that kills whoever
# starts a program or opens a socket, has to give the same report. Linux alone has either.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
nbrun="$(realpath "${1:-$root/.build/debug/nbrun}")"
if [ "$(uname)" != Linux ] || ! command -v strace > /dev/null; then
  echo "passed over: there is no strace here"
  exit 0
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/book" "$work/elsewhere"
cp "$root/Tests/Confinement/everything.nnb" "$work/book"
cd "$work"
printf 'a,b,kind\n0,0,x\n0,1,y\n1,0,y\n1,1,x\n' > book/table.csv
printf '```nnb\nset W1[1,1] 0.5\n```\n' > book/inner.nnb
echo 8765,4321 > elsewhere/secret.csv
ln -s ../elsewhere/secret.csv book/leak.csv
mkdir -p home book/mnist

strace -f -o calls "$nbrun" run book/everything.nnb -o book/report.md
python3 "$root/Tests/Confinement/calls.py" calls "$PWD/book"
[ "$(ls elsewhere)" = secret.csv ] || { echo "FAILED: something was written elsewhere"; exit 1; }
[ -s book/weights.safetensors ] && [ -s book/runs.csv ] && [ -s book/session.nnb ] || { echo "FAILED: not all was saved"; exit 1; }
! grep -q 8765 book/report.md || { echo "FAILED: a link leads out"; exit 1; }

compiler="$(command -v clang || command -v cc || true)"
if [ -z "$compiler" ] || ! "$compiler" -o confined "$root/Tests/Confinement/confined.c" 2> errors; then
  echo "passed over: a run under a filter, for there is no C compiler"
  exit 0
fi
status=0
./confined /bin/sh -c /bin/true || status=$?
[ "$status" != 0 ] || { echo "FAILED: the filter lets programs start others"; exit 1; }
cp book/report.md whole.md
rm book/session.nnb
./confined "$nbrun" run book/everything.nnb -o book/report.md -q
cmp book/report.md whole.md || { echo "FAILED: the report is another one under the filter"; exit 1; }
echo "under a filter that kills whoever starts a program or opens a socket: the same report"
