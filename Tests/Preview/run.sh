#!/usr/bin/env bash
# What somebody sees who opens `nbrun preview` in a browser and turns its knobs. About a minute.
#
#   bash Tests/Preview/run.sh            with a debug build
#   bash Tests/Preview/run.sh FOLDER     and keeps screenshots there
set -euo pipefail
cd "$(dirname "$0")/../.."

swift build --product nbrun
swift build --product nbrun-preview
python3 Tests/Preview/same.py .build/debug/nbrun
python3 Tests/Preview/preview.py .build/debug/nbrun "${1:-}"
