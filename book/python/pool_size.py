"""How many workers a ThreadPoolExecutor has if you do not say."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

version = sys.version.split()[0]
print(f"CPython {version}, {os.cpu_count()} cores: {ThreadPoolExecutor()._max_workers} workers")
