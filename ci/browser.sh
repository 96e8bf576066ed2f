#!/usr/bin/env bash
# The built book in a real browser: everybody can use it, offline too, and labs, quizzes and the search work. Its parts: ci/browser/*.mjs.
# Needs node 18 and Chromium, and java for one of the checks; what is missing is said. The first time it fetches 40 MB below target/browser.
# Costs 490 s in the run of all checks, most of it for axe-core on each page.
set -eu
cd "$(dirname "$0")/.."

# Not a failure of the book: this machine lacks something.
skip() {
    echo "SKIPPED the browser checks: $1" >&2
    exit 0
}

find_chromium() {
    for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome; do
        if command -v "$name"; then return 0; fi
    done
    return 1
}

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    skip "node and npm are not installed (on Debian: apt install npm)"
fi
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)'; then
    skip "they need node 18 or later, and this is $(node --version)"
fi
if ! find_chromium >/dev/null; then
    if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
        skip "Chromium is not installed (on Debian: apt install chromium), and CHROMIUM names none"
    fi
    { apt-get update && apt-get install --yes --no-install-recommends chromium; } >/dev/null || skip "apt-get could not install chromium"
fi
CHROMIUM=$(find_chromium) || skip "chromium was installed, and there is no command of that name"
export CHROMIUM

# Nothing is installed in the tree. The scripts lie beside what they import.
folder=${CARGO_TARGET_DIR:-target}/browser
mkdir -p "$folder"
cp ci/browser/*.mjs "$folder"
if ! cmp -s ci/browser/package-lock.json "$folder/installed.json"; then
    cp ci/browser/package.json ci/browser/package-lock.json ci/browser/.npmrc "$folder"
    (cd "$folder" && npm ci --no-progress >/dev/null) || skip "npm could not install what ci/browser/package.json names"
    cp ci/browser/package-lock.json "$folder/installed.json"
fi

cargo run -q --locked -p book-tools -- build
exec node "$folder/main.mjs" book/html
