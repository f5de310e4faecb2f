#!/usr/bin/env bash
# A command is one file and one line: adds one that does nothing to a copy of the project, builds it, and uses it.
set -euo pipefail
cd "$(dirname "$0")/../.."
growth="$PWD/.build/growth"
copy="$growth/project"
rm -rf "$copy"
mkdir -p "$copy"
git ls-files -z --cached --others --exclude-standard Package.swift Sources Tests | xargs -0 cp --parents -t "$copy"
cd "$copy"
git init -q . && git add -A && git -c user.name=growth -c user.email=growth@localhost commit -qm Before

cat > Sources/Session/Commands/NothingCommand.swift << 'SWIFT'
import Language

/// `nothing`: a command that does nothing.
struct NothingCommand: SessionCommand {
  static let form = Form("nothing", "do nothing", examples: ["nothing"], misuses: [.init("nothing 1", "unexpected '1'")])
  static let effect = Effect.looks
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) {}

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {}
}
SWIFT
sed -i 's/^    QuitCommand.self,$/&\n    NothingCommand.self,/' Sources/Session/CommandTable.swift

changed=$(git status --short)
expected=' M Sources/Session/CommandTable.swift
?? Sources/Session/Commands/NothingCommand.swift'
[ "$changed" = "$expected" ] || { echo "more than a file and a line: $changed" >&2; exit 1; }
[ "$(git diff --numstat)" = "$(printf '1\t0\tSources/Session/CommandTable.swift')" ]

swift build --product nbrun --scratch-path "$growth/build"
nbrun="$growth/build/debug/nbrun"
[ "$(echo 'nothing' | "$nbrun")" = '' ]
echo 'help' | "$nbrun" | grep -q '^nothing  *do nothing$'
printf 'help nothing\n' | "$nbrun" | grep -q '^    do nothing$'
printf 'seed 1\nnothing\nhistory\n' | "$nbrun" | grep -q '^2  nothing$'
if echo 'nothign' | "$nbrun" 2> "$growth/errors"; then exit 1; fi
grep -q "a command with a similar name exists: 'nothing'" "$growth/errors"
echo 'A command that does nothing is one file and one line.'
