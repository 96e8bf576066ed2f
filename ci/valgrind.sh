#!/usr/bin/env bash
# The tests of crate nogil-ffi's C half under valgrind, which sees a read or write of memory that is not there, and memory that nobody
# can free any more. Where valgrind is not installed it says so, and checks nothing. Costs 12 s of the processor.
set -eu
cd "$(dirname "$0")/.."
if ! command -v valgrind >/dev/null; then
    echo "SKIPPED the tests of C under valgrind: valgrind is not installed (on Debian: apt install valgrind)" >&2
    exit 0
fi
tests=(c_api real_threads sum_range system)
binaries=$(cargo test -q -p nogil-ffi "${tests[@]/#/--test=}" --no-run --message-format=json |
    sed -n 's/.*"executable":"\([^"]*\)".*/\1/p')
if [ "$(printf '%s\n' "$binaries" | wc -l)" -ne "${#tests[@]}" ]; then
    printf 'cargo built other tests than %s:\n%s\n' "${tests[*]}" "$binaries" >&2
    exit 1
fi
for binary in $binaries; do
    # Fair: threads here wait for one another. 99 is no exit code of a test. A test runs in its package's folder.
    (cd crates/nogil-ffi && CARGO="$(command -v cargo)" valgrind --quiet --error-exitcode=99 --fair-sched=yes \
        --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite "$binary" --test-threads=1 --color=never)
done
