#!/usr/bin/env bash
# The book: its tools' tests; its pages, links, includes and chapter form; its drawings and its pictures of the terminal, which
# must be what the course shows today. Costs 3 minutes on one core with nothing built, nearly all of it mdBook; 10 s after that.
set -eu
cd "$(dirname "$0")/.."
cargo test -q --locked -p book-tools
cargo run -q --locked -p book-tools -- check
cargo run -q --locked -p book-tools -- drawings --check
cargo run -q --locked -p book-tools -- build
