#!/usr/bin/env bash
# The book: its tools' tests; its pages, links, includes and chapter form; its drawings, which must be what the checker prints
# today. Costs 80 s on 2 cores with nothing built, nearly all of it mdBook; 6 s after that.
set -eu
cd "$(dirname "$0")/.."
cargo test -q --locked -p book-tools
cargo run -q --locked -p book-tools -- check
cargo run -q --locked -p book-tools -- drawings --check
cargo run -q --locked -p book-tools -- build
