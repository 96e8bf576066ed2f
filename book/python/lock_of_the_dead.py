"""A process is killed while it holds a lock. Who gets it next?"""

import multiprocessing

SOON = 1.0


# ANCHOR: program
def hold(lock, pipe):
    lock.acquire()
    pipe.send("I have it")
    pipe.recv()


def kill_the_holder():
    lock = multiprocessing.Lock()
    mine, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=hold, args=(lock, theirs))
    process.start()
    mine.recv()
    process.kill()
    process.join()
    print("the lock can be taken:", lock.acquire(timeout=SOON))
# ANCHOR_END: program


if __name__ == "__main__":
    kill_the_holder()
