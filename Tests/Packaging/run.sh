#!/usr/bin/env bash
# Installs the Debian package and the tarball in bare Debian systems, and runs a notebook there. It has to be root, and
# takes some minutes: run it before a release. The packages are those of .build/packages, or of the folder $1.
set -euo pipefail
cd "$(dirname "$0")/../.."
packages="$(realpath "${1:-.build/packages}")"
deb="$(ls "$packages"/nbrun_*.deb)"
tarball="$(ls "$packages"/nbrun-*.tar.gz)"
suite="${NBRUN_SUITE:-bookworm}"
base="$PWD/.build/chroot-$suite.tar"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

# A system with what every Debian has, and bash's completions; it is kept, as it takes longest to make.
if ! [ -e "$base" ]; then
  mmdebstrap --variant=minbase --include=bash-completion "$suite" "$base" "deb ${NBRUN_MIRROR:-http://deb.debian.org/debian} $suite main"
fi

# Makes a new system in a folder, and puts the notebook into it.
system() {
  mkdir "$work/$1"
  tar -C "$work/$1" -xf "$base" --exclude='./dev/*'
  cp notebooks/xor.nnb "$work/$1/root/"
}

# The notebook gives the recorded report, and the program needs nothing but the C library.
uses() {
  chroot "$work/$1" /usr/bin/env -i PATH="$2" HOME=/root sh -c 'cd /root && nbrun run xor.nnb -o xor.md -q'
  cmp "$work/$1/root/xor.md" notebooks/xor.md || fail "$1: the report differs"
  diff -r "$work/$1/root/xor_files" notebooks/xor_files || fail "$1: the pictures differ"
  printf 'Content-Length: 58\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}' |
    chroot "$work/$1" /usr/bin/env -i PATH="$2" nbrun lsp | grep -q completionProvider || fail "$1: no answer to an editor"
}

system deb
cp "$deb" "$work/deb/root/nbrun.deb"
chroot "$work/deb" dpkg -i /root/nbrun.deb
uses deb /usr/bin:/bin
chroot "$work/deb" dpkg -V nbrun
for file in man/man1/nbrun.1.gz man/man7/nbrun-language.7.gz doc/nbrun/copyright; do
  # A bare system leaves pages of the manual out where it is told to; the package has them.
  dpkg-deb -c "$deb" | grep -q "usr/share/$file" || fail "the package has no $file"
done
# What bash completes, asked as it asks: the words of a line, and the place of the one that is typed.
completed() {
  chroot "$work/deb" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root TERM=dumb bash -c '
    cd /root; . /usr/share/bash-completion/bash_completion; _completion_loader nbrun || true
    COMP_LINE="$1"; COMP_POINT=${#1}; read -ra COMP_WORDS <<< "$1"; [ "${1%" "}" = "$1" ] || COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    $(complete -p nbrun | sed "s/.*-F \([^ ]*\).*/\1/") nbrun "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf "%s\n" "${COMPREPLY[@]}"' bash "$1"
}
completed "nbrun ch" | grep -qx "check *" || fail "bash does not complete a subcommand"
completed "nbrun run --fig" | grep -qx -- "--figures *" || fail "bash does not complete an option"
completed "nbrun run xo" | grep -qx "xor.nnb *" || fail "bash does not complete a notebook"
chroot "$work/deb" dpkg -r nbrun
[ -z "$(find "$work/deb/usr" -path '*nbrun*')" ] || fail "something is left of a removed package"

system tarball
tar -C "$work/tarball/opt" -xzf "$tarball"
uses tarball "/opt/$(basename "$tarball" .tar.gz)/bin:/usr/bin:/bin"
echo "The package and the tarball run in a bare $suite."
