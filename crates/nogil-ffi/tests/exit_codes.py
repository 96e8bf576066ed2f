"""Runs each argument in a shell and prints its exit code, one a line."""

import subprocess
import sys

for command in sys.argv[1:]:
    print(subprocess.call(command, shell=True))
