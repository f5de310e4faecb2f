#!/usr/bin/env bash
# What a report is after a full disk, a kill, a signal, or two runs at once, and what is refused before it takes too
# much: a few minutes at most.
#
#   bash Tests/Robustness/run.sh [nbrun]
#
# The full disk needs `unshare`, which not everybody may use; without it, that part is passed over with a word.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
nbrun="$(realpath "${1:-$root/.build/debug/nbrun}")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 "$root/Tests/Robustness/reports.py" "$nbrun"
python3 "$root/Tests/Robustness/budgets.py" "$nbrun"
if unshare -m true 2> /dev/null; then
  unshare -m bash "$root/Tests/Robustness/full_disk.sh" "$nbrun"
else
  echo "passed over: a full disk and a folder that cannot be written to, for 'unshare -m' is not allowed here"
fi
