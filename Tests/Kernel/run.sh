#!/usr/bin/env bash
# The kernel of Jupyter, judged by Jupyter's own tests, clients and converter: bash Tests/Kernel/run.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/../.."

nbrun="$PWD/${1:-.build/debug/nbrun}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export JUPYTER_DATA_DIR="$work/data" JUPYTER_RUNTIME_DIR="$work/runtime" IPYTHONDIR="$work/ipython"
mkdir -p "$work/data" "$work/runtime"

python3 Tests/Kernel/installing.py "$nbrun" "$work"
"$nbrun" kernel install 2> /dev/null
python3 Tests/Kernel/protocol.py
python3 Tests/Kernel/behaviour.py
python3 Tests/Kernel/notebooks.py "$nbrun" "$work"
