#!/usr/bin/env bash
# The course can be packed for a room without a network: it is gathered, and built once with an empty cargo home. Costs 139 s in the run of all checks.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo run -q -p learn --locked -- pack "$folder/packed"
# What a newcomer to the pack would type, without the packages of this machine.
cd "$folder/packed"
CARGO_HOME="$folder/home" CARGO_NET_OFFLINE=true cargo run -q -p learn --locked -- doctor --quick
