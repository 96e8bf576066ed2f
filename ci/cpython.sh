#!/usr/bin/env bash
# The native functions on a real CPython: built in C, Cython and Rust for the python3 that is found (or what PYTHON names), and tried by
# counts. Installs Cython with pip below target/. Without Python, its C headers or a network it says SKIPPED, with the reason, and goes on.
# Then the explorer of crate gil beside each CPython from 3.9 on that answers to its name or that pyenv has.
# Costs 98 s in the run of all checks, with five such Pythons.
set -eu
cd "$(dirname "$0")/.."
cargo test -q --locked -p on-cpython

pythons=
for minor in 9 10 11 12 13 14; do
    for python in "python3.$minor" "$(pyenv root 2>/dev/null || true)"/versions/3."$minor".*/bin/python3; do
        if path=$("$python" -c 'import sys; print(sys.executable)' 2>/dev/null); then
            echo "ci/cpython.sh: the explorer beside Python 3.$minor"
            pythons="${pythons:+$pythons:}$path"
            break
        fi
    done
done
if [ -n "$pythons" ]; then
    PYTHONS=$pythons cargo test -q --locked -p gil --test against_cpython
else
    echo "SKIPPED the explorer beside other CPythons: no python3.9 to python3.14 answers to its name"
fi
