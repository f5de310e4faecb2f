#!/usr/bin/env bash
# Notebooks of Jupyter, judged by Jupyter's own library: bash Tests/Jupyter/run.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/../.."

nbrun="$PWD/${1:-.build/debug/nbrun}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 Tests/Jupyter/notebooks.py "$nbrun" "$work"
