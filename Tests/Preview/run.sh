#!/usr/bin/env bash
# What somebody sees who opens `nbrun preview` in a browser and turns its knobs. About a minute.
#
#   bash Tests/Preview/run.sh            with a debug build
#   bash Tests/Preview/run.sh FOLDER     and keeps screenshots there
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v chromium > /dev/null; then
  apt-get update -qq
  apt-get install -y -qq chromium
fi
swift build --product nbrun
swift build --product nbrun-preview
exec python3 Tests/Preview/preview.py .build/debug/nbrun "${1:-}"
