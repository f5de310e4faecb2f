#!/usr/bin/env bash
# Runs the tests of the engine and of what reads files under the address and the thread sanitizer.
#
#   bash Tests/Sanitizers/run.sh [address|thread]
#
# Each has a build of its own in .build. The digests take long under them and are left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
for kind in ${1:-address thread}; do
  echo "== $kind"
  swift build --build-tests --sanitize="$kind" --scratch-path ".build/$kind" 2>&1 | tail -1
  # What the tests of contracts do in processes that they start is stopping the program.
  swift test --skip-build --sanitize="$kind" --scratch-path ".build/$kind" \
    --filter "EngineTests|DatasetsTests|WeightFilesTests|CompressionTests" --skip "DigestTests|ContractTests"
done
echo "clean"
