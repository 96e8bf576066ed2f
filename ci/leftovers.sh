#!/usr/bin/env bash
# Tests with real processes leave nothing behind: no process, no shared memory, no file in the temporary folder. Linux only.
# Costs as much as these tests take: 23 s on a busy machine, after `cargo test`, which has built them.
set -eu
cd "$(dirname "$0")/.."
if [ "$(uname -s)" != Linux ]; then
    echo "SKIPPED leftovers: it looks for processes in /proc, and $(uname -s) has none; nothing was checked"
    exit 0
fi

# Whatever the tests start inherits this variable, and so does what that starts. So a process is ours by its environment, whoever its
# parent is by now, and the other processes of this machine may come and go.
mark="UNLOCKED_LEFTOVERS=$$-$(date +%s%N)"
ours() {
    grep -slzxF -- "$mark" /proc/[0-9]*/environ | cut -d/ -f3 || true
}
# A process needs a moment to notice that its parent has gone. Tries a hundred times within 5 s.
until_true() {
    for _ in $(seq 100); do
        if "$@"; then return 0; fi
        sleep 0.05
    done
    return 1
}
some() { [ -n "$(ours)" ]; }
none() { [ -z "$(ours)" ]; }
# Shared memory with a name, but what a process of somebody else has mapped.
shared_memory() { ls -A /dev/shm 2>/dev/null | LC_ALL=C sort; }

folder=$(mktemp -d)
bad=0
complain() {
    printf 'LEFT BEHIND by the tests: %s\n' "$1" >&2
    bad=1
}
cleanup() {
    for pid in $(ours); do kill -KILL "$pid" 2>/dev/null || true; done
    rm -rf "$folder"
}
trap cleanup EXIT

# First: would it see one?
env "$mark" sleep 60 &
control=$!
if ! until_true some; then
    echo "this check cannot see the processes that it has started itself, so it says nothing about others: is /proc mounted?" >&2
    exit 1
fi
kill "$control"
wait "$control" 2>/dev/null || true

shared_memory >"$folder/before"
mkdir "$folder/tmp"
env "$mark" TMPDIR="$folder/tmp" cargo test --quiet --locked -p multiprocessing -p futures || bad=1

until_true none || true
for pid in $(ours); do
    complain "process $pid: $(ps -o ppid=,etime=,args= -p "$pid" || echo 'ended just now')"
done
while IFS= read -r file; do
    complain "$file"
done < <(find "$folder/tmp" -mindepth 1)
shared_memory >"$folder/after"
while IFS= read -r name; do
    # What some process still has is somebody else's: ours have ended.
    if ! grep -qsF -- "/dev/shm/$name" /proc/[0-9]*/maps; then
        complain "/dev/shm/$name"
    fi
done < <(LC_ALL=C comm -13 "$folder/before" "$folder/after")
if [ "$bad" -eq 0 ]; then
    echo "no process, no shared memory and no temporary file is left of these tests"
fi
exit "$bad"
