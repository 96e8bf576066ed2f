"""Two processes add to one number in shared memory: with no lock, with a lock around each access, with one around the sum."""

import multiprocessing

TIMES = 200_000


# ANCHOR: program
def add(counter, times):
    for _ in range(times):
        counter.value += 1


def add_whole(counter, times):
    for _ in range(times):
        with counter.get_lock():
            counter.value += 1
# ANCHOR_END: program


def lost(target, counter):
    """How many of the updates of two processes are lost."""
    processes = [multiprocessing.Process(target=target, args=(counter, TIMES)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return 2 * TIMES - counter.value


if __name__ == "__main__":
    print(f"of {2 * TIMES:,} updates, lost")
    print(f"without a lock: {lost(add, multiprocessing.Value('i', 0, lock=False)):,}")
    print(f"a lock around each access: {lost(add, multiprocessing.Value('i', 0)):,}")
    print(f"a lock around the sum: {lost(add_whole, multiprocessing.Value('i', 0)):,}")
