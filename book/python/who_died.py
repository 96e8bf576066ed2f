"""Three threads end: by an exception, by sys.exit(), and by an exception while the hook fails, too."""

import io
import sys
import threading


def run(name, target):
    thread = threading.Thread(target=target, name=name)
    thread.start()
    thread.join()
    print(f"main: joined {name}, and go on")


# ANCHOR: hook
def unlucky():
    raise ValueError("no luck")


def hook(args):
    why = "left" if args.exc_type is SystemExit else args.exc_value
    print(f"hook: {args.thread.name}: {why}")


threading.excepthook = hook
run("unlucky", unlucky)
run("leaver", sys.exit)
# ANCHOR_END: hook


def failing_hook(args):
    raise RuntimeError("the hook has no luck either")


sys.stderr = io.StringIO()  # Not here: the report names files and lines.
threading.excepthook = failing_hook
run("another", unlucky)
