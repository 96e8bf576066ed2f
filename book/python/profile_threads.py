"""cProfile is told to watch, and another thread works. Does the profile have its function?"""

import cProfile
import pstats
import sys
import threading


# ANCHOR: program
def work():
    return sum(number * number for number in range(1000))


profile = cProfile.Profile()
profile.enable()
worker = threading.Thread(target=work)
worker.start()
worker.join()
profile.disable()
functions = {name for _, _, name in pstats.Stats(profile).stats}
print("CPython %d.%d" % sys.version_info[:2])
print("the profile has a function of this thread:", "join" in functions)
print("the profile has the function of the other thread:", "work" in functions)
# ANCHOR_END: program
