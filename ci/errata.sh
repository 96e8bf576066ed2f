#!/usr/bin/env bash
# Every command of the errata prints what its entry claims, with each CPython from 3.6 on that is found and of which the entry speaks.
# What a machine does not have (a Python, NumPy, PyPy, Cython) is SKIPPED aloud. Costs 184 s for 327 runs with eight
# CPythons, two at a time, and what cargo must build for the other commands.
set -eu
cd "$(dirname "$0")/.."
# clippy.sh looks at what a plain `cargo test` would run, and this is left out there.
cargo clippy -q --locked -p lab --test errata -- -D warnings
cargo test -q --locked -p lab --test errata
