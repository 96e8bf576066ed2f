"""Records the listings of the programs beside this file: python3.12 record.py 3.12

Addresses are replaced by small numbers, so that a listing made anew is the same text.
"""

import contextlib
import dis
import io
import pathlib
import re
import sys


def listing(name, source):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        dis.dis(compile(source, name, "exec"))
    seen = {}
    return re.sub(r" at 0x[0-9a-f]+,", lambda at: f" at 0x{seen.setdefault(at[0], len(seen) + 1)},", printed.getvalue())


def record(folder):
    folder.mkdir(exist_ok=True)
    for program in sorted((pathlib.Path(__file__).parent / "programs").glob("*.py")):
        text = listing(program.name, program.read_text())
        (folder / program.with_suffix(".txt").name).write_text(text)


record(pathlib.Path(sys.argv[1]))
