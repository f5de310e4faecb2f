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
trap 'umount "$work"/*/proc 2> /dev/null; rm -rf --one-file-system "$work"' EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

# A system with what every Debian has, and bash's completions; it is kept, as it takes longest to make.
if ! [ -e "$base" ]; then
  mmdebstrap --variant=minbase --include=bash-completion "$suite" "$base" "deb ${NBRUN_MIRROR:-http://deb.debian.org/debian} $suite main"
fi

# Makes a new system in a folder, and puts the notebook into it.
system() {
  mkdir "$work/$1"
  tar -C "$work/$1" -xf "$base" --exclude='./dev/*'
  mknod -m 666 "$work/$1/dev/null" c 1 3
  ln -s /proc/self/fd "$work/$1/dev/fd"
  # Programs in Swift read their arguments there.
  mount -t proc proc "$work/$1/proc" || mount --bind /proc "$work/$1/proc"
  cp notebooks/xor.nnb "$work/$1/root/"
}

hello='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}'

# The notebook gives the recorded report, and the program needs nothing but the C library.
uses() {
  chroot "$work/$1" /usr/bin/env -i PATH="$2" HOME=/root sh -c 'cd /root && nbrun run xor.nnb -o xor.md -q'
  cmp "$work/$1/root/xor.md" notebooks/xor.md || fail "$1: the report differs"
  diff -r "$work/$1/root/xor_files" notebooks/xor_files || fail "$1: the pictures differ"
  # It ends with status 1, as nobody has said goodbye.
  answer="$(printf 'Content-Length: %d\r\n\r\n%s' "${#hello}" "$hello" |
    chroot "$work/$1" /usr/bin/env -i PATH="$2" nbrun lsp || true)"
  [[ "$answer" = *completionProvider* ]] || fail "$1: no answer to an editor"
}

# The page of a preview is served, and Ctrl-C ends it; the network is that of this system.
previews() {
  chroot "$work/$1" /usr/bin/env -i PATH="$2" HOME=/root nbrun preview /root/xor.nnb > "$work/$1.url" 2> "$work/$1.errors" &
  local process=$! url=""
  for _ in $(seq 100); do url="$(cat "$work/$1.url")" && [ -n "$url" ] && break || sleep 0.1; done
  python3 -c 'import sys, urllib.request as u; assert b"page.parts" in u.urlopen(sys.argv[1], timeout=5).read()' "$url" ||
    fail "$1: no preview: $(cat "$work/$1.errors")"
  kill -TERM "$process"
  wait "$process" && fail "$1: a preview that is ended by a signal says so" || [ $? = 143 ] || fail "$1: the preview ended otherwise"
}

# The kernel answers a front end of Jupyter, which is one of this system.
kernel() {
  chroot "$work/$1" /usr/bin/env -i PATH="$2" HOME=/root nbrun kernel install --user
  python3 Tests/Packaging/kernel.py "$work/$1" "$work/$1/root/.local/share/jupyter/kernels/nbrun/kernel.json"
}

# With what a package manager installs for it; the system is bare again but for that.
system deb
cp "$deb" "$work/deb/root/nbrun.deb"
cp /etc/resolv.conf "$work/deb/etc/"
chroot "$work/deb" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -qq && apt-get install -y -qq /root/nbrun.deb' > "$work/apt" 2>&1 || fail "apt-get: $(cat "$work/apt")"
uses deb /usr/bin:/bin
previews deb /usr/bin:/bin
kernel deb /usr/bin:/bin
chroot "$work/deb" dpkg -V nbrun
dpkg-deb -c "$deb" > "$work/contents"
for file in man/man1/nbrun.1.gz man/man7/nbrun-language.7.gz doc/nbrun/copyright; do
  grep -q "usr/share/$file" "$work/contents" || fail "the package has no $file"
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
completed "nbrun ch" | grep -x "check *" > /dev/null || fail "bash does not complete a subcommand"
completed "nbrun run --fig" | grep -x -- "--figures *" > /dev/null || fail "bash does not complete an option"
completed "nbrun run xo" | grep -x "xor.nnb *" > /dev/null || fail "bash does not complete a notebook"
chroot "$work/deb" dpkg -r nbrun
[ -z "$(find "$work/deb/usr" -path '*nbrun*')" ] || fail "something is left of a removed package"

system tarball
tar -C "$work/tarball/opt" -xzf "$tarball"
uses tarball "/opt/$(basename "$tarball" .tar.gz)/bin:/usr/bin:/bin"
previews tarball "/opt/$(basename "$tarball" .tar.gz)/bin:/usr/bin:/bin"
echo "The package and the tarball run in a bare $suite."
