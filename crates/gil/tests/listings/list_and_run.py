"""Lists the programs FOLDER/0.py, 1.py … and runs each: python3 list_and_run.py FOLDER COUNT

Beside each program it leaves its listing (.txt) and what it printed (.out), the name of an exception that ended it in the last line.
"""

import contextlib
import dis
import io
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
for number in range(int(sys.argv[2])):
    path = folder / f"{number}.py"
    code = compile(path.read_text(), path.name, "exec")
    listing, printed = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(listing):
        dis.dis(code)
    with contextlib.redirect_stdout(printed):
        try:
            exec(code, {"__name__": "__main__"})
        except Exception as error:
            print(type(error).__name__)
    path.with_suffix(".txt").write_text(listing.getvalue())
    path.with_suffix(".out").write_text(printed.getvalue())
