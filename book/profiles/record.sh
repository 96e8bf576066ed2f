#!/usr/bin/env bash
# Makes the profiles of the page "Profile your code" again: two minutes on a quiet machine. Needs Linux, py-spy and perf (both may want
# root), and scalene. What is missing is said, and its old output stays. PYTHON=python3.13 asks another Python.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
version=$("$python" -c 'import platform; print("CPython", platform.python_version())')
today=$(date +%F)
raw=$(mktemp -d)
trap 'rm -r "$raw"' EXIT

have() {
    command -v "$1" >/dev/null && return
    echo "SKIPPED: $1 is not installed; what it said of $name stays as it is"
    return 1
}

# The first line of a file says what printed the rest.
head_of() { echo "# $1 · $2 · $version · $today"; }

# Where the program's threads were seen: with the GIL, running, anywhere.
recordings() {
    local tool kind flag
    tool=$(py-spy --version)
    for kind in gil running idle; do
        flag=$([ $kind = running ] || echo "--$kind ")
        py-spy record --nonblocking --threads --function --format raw $flag--output "$raw/stacks" -- "$python" -S "$program" >"$raw/log" 2>&1 ||
            { cat "$raw/log"; return 1; }
        {
            head_of "py-spy record --nonblocking --threads --function --format raw ${flag}-- python3 -S $program" "$tool"
            echo "# left out: stacks of fewer than 5 samples, imports, and the three frames with which each thread begins"
            awk '$NF >= 5 && /profile_/ && !/_find_and_load/' "$raw/stacks" | sed -E 's/Thread\.(_bootstrap|_bootstrap_inner|run) [^;]*;//g' | sort -t: -k2
        } >"$out.$kind.txt"
    done
}

# Where each thread is at one moment, down into C.
dump() {
    "$python" -S "$program" &
    sleep 1
    {
        head_of "py-spy dump --native --pid $!, one second after python3 -S $program began" "$(py-spy --version)"
        echo "# left out: frames without a name, and those of threading.py"
        py-spy dump --native --pid $! | sed -e '1,/^$/d' -e '/ 0x[0-9a-f]* (/d' -e '/    0x/d' -e '/(threading.py/d' -e '/thread_run/d'
    } >"$out.dump.txt"
    wait $!
}

# How much processor time, in which functions of C, and how long in which system calls.
processor() {
    local tool
    tool=$(perf --version)
    perf stat -e task-clock,context-switches -o "$raw/stat" "$python" -S "$program"
    {
        head_of "perf stat -e task-clock,context-switches python3 -S $program" "$tool"
        grep -E 'task-clock|context-switches|elapsed' "$raw/stat"
    } >"$out.stat.txt"
    perf record -q -o "$raw/data" "$python" -S "$program"
    perf report -i "$raw/data" --stdio --sort dso,sym 2>/dev/null | grep '%' | grep -v '^#' | sed 's/ *$//' >"$raw/report"
    {
        head_of "perf record python3 -S $program, then perf report --sort dso,sym: the first five rows" "$tool"
        sed 5q "$raw/report"
    } >"$out.report.txt"
    # The shell leaves its number behind, and becomes the program: that is the number of the main thread.
    perf trace -s -e futex,clock_nanosleep,sendto,recvfrom -o "$raw/trace" \
        sh -c 'echo $$ >"$0" && exec "$@"' "$raw/main" "$python" -S "$program"
    {
        head_of "perf trace -s -e futex,clock_nanosleep,sendto,recvfrom python3 -S $program: calls, and milliseconds in them" "$tool"
        awk -v main="$(cat "$raw/main")" '/, [0-9]+ events/ { tid = $2; gsub(/[^0-9]/, "", tid); who = tid == main ? "main" : "thread " (others += tid != main) }
            / (futex|clock_nanosleep|sendto|recvfrom) / { printf "%-9s %-16s %7d calls %9.1f ms\n", who, $1, $2, $(NF - 4) }' "$raw/trace"
    } >"$out.trace.txt"
}

# What share of the time was Python, and what share native code.
shares() {
    { scalene run --cpu-only --outfile "$raw/scalene.json" "$program" || true; } >/dev/null 2>&1
    {
        head_of "scalene run --cpu-only $program: the summary of functions" "scalene $(scalene --version | grep -o '[0-9.]*[0-9]' | sed 1q)"
        NO_COLOR=1 COLUMNS=100 scalene view --cli "$raw/scalene.json" 2>&1 | sed 's/\x1b\[[0-9;]*m//g' |
            grep -E '% native|No profile' || echo "it printed none"
    } >"$out.scalene.txt"
    rm -f "$raw/scalene.json"
}

for name in compute wait native held convoy; do
    program=book/python/profile_$name.py
    out=book/profiles/$name
    if have py-spy; then recordings && dump; fi
    if have perf; then processor; fi
    if have scalene; then shares; fi
done
