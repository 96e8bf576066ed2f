"""Two processes add to one number in shared memory: with no lock, with a lock around each access, with one around the sum."""

import multiprocessing
import sys

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


def together(barrier, target, counter, times):
    """One that began before the other exists would be done too soon."""
    barrier.wait()
    target(counter, times)


def lost(target, counter, times):
    """How many of the updates of two processes are lost."""
    arguments = (multiprocessing.Barrier(2), target, counter, times)
    processes = [multiprocessing.Process(target=together, args=arguments) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return 2 * times - counter.value


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    tries = {
        "without a lock": (add, multiprocessing.Value("i", 0, lock=False)),
        "a lock around each access": (add, multiprocessing.Value("i", 0)),
        "a lock around the sum": (add_whole, multiprocessing.Value("i", 0)),
    }
    for name, (target, counter) in tries.items():
        number = lost(target, counter, times)
        print(f"{name}: {number:,} of {2 * times:,} updates are lost, {number / (2 * times):.2f} of them")


if __name__ == "__main__":
    main()
