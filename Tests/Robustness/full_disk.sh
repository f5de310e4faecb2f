#!/usr/bin/env bash
# In a mount namespace of its own: a disk that is full, and a folder that cannot be written to.
set -euo pipefail
nbrun="$1"
fail() { echo "FAILED: $*"; exit 1; }

mkdir disk shut
mount -t tmpfs -o size=64k tmpfs disk
{ printf '# Long\n\n```nnb\nseed 1\nlayer affine 40 40\nlayer tanh\nshow W1 full\n```\n'; } > long.nnb
"$nbrun" long.nnb > whole.md
[ "$(wc -c < whole.md)" -gt 8192 ] || fail "the report is too short for this test"

# On a full disk the status and a message say so, and the report that was there stays.
head -c 60000 /dev/zero > disk/filler
status=0
"$nbrun" long.nnb > disk/report.md 2> errors || status=$?
[ "$status" = 1 ] || fail "status $status on a full disk"
[ "$(cat errors)" = "nbrun: error: cannot write the report: no space left on device" ] || fail "$(cat errors)"
rm disk/report.md disk/filler
printf 'old\n<!-- nnb:output -->\n' > disk/old.md
head -c 57000 /dev/zero > disk/filler
status=0
"$nbrun" long.nnb -o disk/old.md > out.md 2> errors || status=$?
[ "$status" = 2 ] || fail "status $status for -o on a full disk"
grep -q '^nbrun: error: disk/old.md: no space left on device' errors || fail "$(cat errors)"
cmp -s out.md whole.md || fail "the report does not follow on standard output"
[ "$(head -1 disk/old.md)" = old ] || fail "the old report is gone"
[ "$(ls -A disk | tr '\n' ' ')" = "filler old.md " ] || fail "left on the full disk: $(ls -A disk)"

# A folder that cannot be written to is named, and the other files are recorded.
printf '```nnb\nseed 1\nlayer affine 1 1\nshow W1\n```\n' | tee shut/a.nnb > b.nnb
mount --bind shut shut
mount -o remount,bind,ro shut
status=0
env -u CI "$nbrun" check --update shut/a.nnb b.nnb 2> errors || status=$?
[ "$status" = 2 ] || fail "status $status for a read-only folder"
[ "$(cat errors)" = "$(printf 'nbrun: error: cannot write shut/a.md: read-only file system\nb.md: recorded')" ] ||
  fail "$(cat errors)"

# A folder that is gone is called so.
mkdir gone
status=0
(cd gone && rmdir ../gone && "$nbrun" x.nnb 2> ../errors) || status=$?
[ "$status" = 2 ] || fail "status $status in a folder that is gone"
[ "$(cat errors)" = "nbrun: error: x.nnb: the current folder no longer exists" ] || fail "$(cat errors)"
echo "a full disk, a read-only folder, a folder that is gone: ok"
