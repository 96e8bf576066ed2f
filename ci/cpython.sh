#!/usr/bin/env bash
# The native functions on a real CPython: built in C, Cython and Rust for the python3 that is found (or what PYTHON names), and tried by
# counts. Installs Cython with pip below target/. Without Python, its C headers or a network it says SKIPPED, with the reason, and goes on.
# Costs 50 s in the run of all checks.
set -eu
cd "$(dirname "$0")/.."
cargo test -q --locked -p on-cpython
