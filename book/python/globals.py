"""What a child sees of a global that its parent changes before and after the start, and the parent of the child's change."""

import multiprocessing


# ANCHOR: program
cheese = "brie"


def look(pipe):
    global cheese
    pipe.recv()
    pipe.send(cheese)
    cheese = "feta"


def main():
    global cheese
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        mine, theirs = context.Pipe()
        process = context.Process(target=look, args=(theirs,))

        cheese = "edam"
        process.start()
        cheese = "stilton"

        mine.send("look now")
        print(f"{method}: the child sees {mine.recv()}", end=", ")
        process.join()
        print(f"the parent has {cheese}")


if __name__ == "__main__":
    main()
# ANCHOR_END: program
