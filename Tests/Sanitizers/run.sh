#!/usr/bin/env bash
# Runs the tests of the engine and of what reads files under the address and the thread sanitizer, and every operation of
# the kernels, on every form, under that for undefined behaviour, which Swift does not have.
#
#   bash Tests/Sanitizers/run.sh [address|thread|undefined]
#
# Each has a build of its own in .build. The digests take long under the first two and are left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
for kind in ${1:-address thread undefined}; do
  echo "== $kind"
  if [ "$kind" = undefined ]; then
    mkdir -p .build/undefined
    clang -O2 -g -fsanitize=undefined -fno-sanitize-recover=all -ISources/CKernels/include -ISources/CKernels \
      Sources/CKernels/*.c Tests/Arm64/digests.c -o .build/undefined/digests -lm -lpthread
    .build/undefined/digests
    continue
  fi
  swift build --build-tests --sanitize="$kind" --scratch-path ".build/$kind" 2>&1 | tail -1
  # What the tests of contracts do in processes that they start is stopping the program. No test is of XCTest, whose
  # own run leaks.
  swift test --skip-build --disable-xctest --sanitize="$kind" --scratch-path ".build/$kind" \
    --filter "EngineTests|DatasetsTests|WeightFilesTests|CompressionTests|FilesTests|JSONValuesTests|PreviewTests" --skip "DigestTests|ContractTests"
done
echo "clean"
