"""Asks Python's Future what same_as_python.rs asks ours: every sequence of up to five calls, one a line."""

import itertools
import logging
import sys
from concurrent.futures import CancelledError, Future, InvalidStateError, TimeoutError

# CPython logs what it raises.
logging.disable(logging.CRITICAL)


def answer(ask):
    try:
        return str(ask())
    except (CancelledError, InvalidStateError, TimeoutError) as error:
        # Until 3.10 TimeoutError was one of concurrent.futures' own.
        return type(error).__name__
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def play(calls):
    future, called = Future(), []
    moves = {
        "cancel": future.cancel,
        "start": future.set_running_or_notify_cancel,
        "result": lambda: future.set_result(7),
        "exception": lambda: future.set_exception(ValueError("no")),
        "callback": lambda: future.add_done_callback(called.append),
    }
    for call in calls:
        yield f"{call} {answer(moves[call])}"
    yield f"{future._state} {future.cancelled()} {future.running()} {future.done()} called {len(called)}"
    yield answer(lambda: future.result(timeout=0))
    yield answer(lambda: future.exception(timeout=0))


for length in range(6):
    for calls in itertools.product(["cancel", "start", "result", "exception", "callback"], repeat=length):
        sys.stdout.write("; ".join(play(calls)) + "\n")
