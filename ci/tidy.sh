#!/usr/bin/env bash
# The house rules that no other tool knows. Costs 1 s.
set -eu
cd "$(dirname "$0")/.."
bad=0
complain() {
    printf '%s\n  why: %s\n' "$1" "$2" >&2
    bad=1
}

while IFS= read -r file; do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 250 ]; then
        complain "$file has $lines lines" "a module fits on two screens (about 200 lines; 250 is the limit): split it where the idea changes"
    fi
    if ! head -n 1 "$file" | grep -q '^//! \|^#!\[' ; then
        complain "$file does not open with what it is" "line one of a module is a //! sentence"
    fi
done < <(git ls-files 'crates/*/src/*.rs' 'crates/*/src/**/*.rs')

# What each page of the book loads: every reader pays for it, and it is read by people who are learning, too.
while read -r file most; do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt "$most" ]; then
        complain "$file has $lines lines" "a script of the book stays small, this one at $most lines or fewer: let the builder compute it (crates/book-tools)"
    fi
done <<'SCRIPTS'
book/theme/lab.js 249
book/theme/quiz.js 199
SCRIPTS

while IFS= read -r file; do
    complain "$file uses crate:: paths" "an exercise is compiled inside another crate too: say self:: or super::"
done < <(git grep -lE '(^|[^_a-z])crate::' -- 'exercises/*/src/lib.rs' 'solutions/*/*.rs' ':!solutions/src/*' ':!solutions/tests/*' || true)

while IFS= read -r name; do
    complain "two crates have an example called $name" "cargo puts all examples into one folder, and the second takes the first one's place"
done < <(git ls-files 'crates/*/examples/*' | awk -F/ '{ sub(/\.rs$/, "", $4); if (!seen[$2 "/" $4]++) print $4 }' | sort | uniq -d)

while IFS= read -r hit; do
    complain "$hit" "a machine's path means nothing to anybody else"
done < <(git grep -nIE '(^|[^a-zA-Z0-9.}])/(work|root|home/[a-z]+)/' -- . ':!Cargo.lock' ':!ci/tidy.sh' || true)

for folder in exercises/*/*/; do
    name=$(basename "$folder")
    if ! grep -q "^name = \"$name\"" "$folder/Cargo.toml"; then
        complain "$folder: the package has another name" "cargo test -p FOLDER must work"
    fi
done
# The picture in the README is one that a command made (book/drawings), without its first line and its last ones.
picture=book/drawings/t03-a-job-in-neither-count.txt
if ! sed -n '/^ step/,/^$/p' "$picture" | sed '/^$/d' | while IFS= read -r line; do
    grep -qxF -- "$line" README.md || exit 1
done; then
    complain "README.md does not show $picture" "the first picture that a newcomer sees must be true"
fi
exit "$bad"
