# The main thread notes what it does around a thread's life, and the thread what it does in it.

import threading

log = []


# ANCHOR: program
def work():
    log.append("work")
    log.append("more")


thread = threading.Thread(target=work)
log.append("before")
thread.start()
log.append("meanwhile")
thread.join()
log.append("after")
# ANCHOR_END: program
print(log)
