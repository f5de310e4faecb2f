#!/usr/bin/env bash
# Reports as pages of HTML: what is in them by a parser of Python's, and what a browser makes of them.
#
#   bash Tests/HTML/run.sh [nbrun]
#
# Without `chromium` the second part is passed over with a word. NBRUN_SCREENSHOTS=FOLDER keeps pictures to look at.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
nbrun="$(realpath "${1:-$root/.build/debug/nbrun}")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 "$root/Tests/HTML/pages.py" "$nbrun" "$root" "$work"
if command -v chromium > /dev/null; then
  python3 "$root/Tests/HTML/looks.py" "$work" ${NBRUN_SCREENSHOTS:+"$NBRUN_SCREENSHOTS"}
else
  echo "passed over: what a browser makes of pages, for there is no chromium"
fi
