#!/usr/bin/env bash
# What editors get: traffic with `nbrun lsp`, the grammars that colour cells, and Vim and Neovim themselves. The program
# is the one that was built last, or $1.
set -euo pipefail
cd "$(dirname "$0")"
nbrun="$(realpath "${1:-../../.build/debug/nbrun}")"
editors="$(realpath ../../Sources/LanguageServer/Editors)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

"$nbrun" editors "$work/editors"
diff -r "$work/editors" "$editors" || { echo "write them anew: nbrun editors --force Sources/LanguageServer/Editors"; exit 1; }

python3 traffic.py "$nbrun"
python3 colours.py "$editors"

cp sample.nnb "$work/sample.nnb"
cp sample.nnb "$work/sample.md"
for file in sample.nnb sample.md; do
  (cd "$work" && EDITORS="$editors" vim -Nu NONE -es -S "$OLDPWD/colours.vim" "$file")
  diff "$work/colours.txt" colours.txt
done
echo "Vim colours as expected"

if command -v nvim > /dev/null; then
  (cd "$work" && NBRUN="$nbrun" EDITORS="$editors" HOME="$work" timeout 60 nvim --headless -u NONE -S "$OLDPWD/neovim.lua")
else
  echo "Neovim is not here, and its test is passed over"
fi
