"""A thread, a process and a task run the same two functions: what their maker sees afterwards."""

import asyncio
import multiprocessing
import threading

notes = []


# ANCHOR: work
def note(who):
    notes.append(who)


def fail():
    raise ValueError("no luck")
# ANCHOR_END: work


# ANCHOR: ways
def by_a_thread(function, *arguments):
    thread = threading.Thread(target=function, args=arguments)
    thread.start()
    thread.join()
    return "join returned"


def by_a_process(function, *arguments):
    process = multiprocessing.Process(target=function, args=arguments)
    process.start()
    process.join()
    return f"join returned, exitcode {process.exitcode}"


def by_a_task(function, *arguments):
    async def task():
        function(*arguments)

    async def main():
        await asyncio.create_task(task())

    asyncio.run(main())
    return "await returned"
# ANCHOR_END: ways


# ANCHOR: main
def main():
    for way in (by_a_thread, by_a_process, by_a_task):
        way(note, way.__name__)
    print("notes:", *notes)
    for way in (by_a_thread, by_a_process, by_a_task):
        try:
            print(f"{way.__name__}: {way(fail)}")
        except ValueError as error:
            print(f"{way.__name__}: ValueError: {error}")
# ANCHOR_END: main


if __name__ == "__main__":
    main()
