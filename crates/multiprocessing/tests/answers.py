"""Asks Python's multiprocessing the questions of program/answers.rs, in the same order. An error answers with its name."""

import multiprocessing
import os
import signal
import socket
import sys
from multiprocessing.connection import Connection

# Ours is spawn everywhere, whatever this Python's default is.
spawn = multiprocessing.get_context("spawn")


def say(question, ask):
    try:
        answer = ask()
    except Exception as error:
        answer = type(error).__name__
    sys.stdout.write(f"{question} -> {answer}\n")


# What children do.


def nothing():
    pass


def fail():
    raise LookupError("out of cheese")


def leave(status):
    sys.exit(status)


def abort():
    os.abort()


def wait_for(pipe):
    pipe.recv()


def kill_myself():
    os.kill(os.getpid(), signal.SIGKILL)


def start_a_child(pipe):
    try:
        spawn.Process(target=nothing).start()
        pipe.send("started")
    except AssertionError:
        pipe.send("AssertionError")


def ended(context, target, *args):
    """The exit code of a process that does this."""
    process = context.Process(target=target, args=args)
    process.start()
    process.join()
    return process.exitcode


def life(context):
    mine, theirs = context.Pipe()
    process = context.Process(target=wait_for, args=(theirs,))
    say("before the start: exitcode", lambda: process.exitcode)
    say("before the start: pid", lambda: process.pid)
    say("before the start: alive", process.is_alive)
    say("before the start: join", process.join)
    say("before the start: terminate", process.terminate)
    say("start", process.start)
    say("start again", process.start)
    say("while it runs: exitcode", lambda: process.exitcode)
    say("while it runs: alive", process.is_alive)
    say("while it runs: join with a time limit", lambda: process.join(0.001))
    say("while it runs: exitcode after that", lambda: process.exitcode)
    say("let it go", lambda: mine.send(None))
    say("join", process.join)
    say("join again", process.join)
    say("afterwards: exitcode", lambda: process.exitcode)
    say("afterwards: alive", process.is_alive)
    say("afterwards: terminate", process.terminate)
    say("afterwards: exitcode after that", lambda: process.exitcode)
    say("afterwards: start", process.start)


def ends(context):
    say("exit code of a function that returns", lambda: ended(context, nothing))
    say("exit code of one that fails", lambda: ended(context, fail))
    say("exit code of exit(0)", lambda: ended(context, leave, 0))
    say("exit code of exit(3)", lambda: ended(context, leave, 3))
    say("exit code of exit(256 + 3)", lambda: ended(context, leave, 256 + 3))
    say("exit code of abort", lambda: ended(context, abort))
    say("exit code of SIGKILL", lambda: ended(context, kill_myself))

    _mine, theirs = context.Pipe()
    for name in ("terminate", "kill"):
        process = context.Process(target=wait_for, args=(theirs,))
        process.start()
        say(name, getattr(process, name))
        process.join()
        say(f"exit code of {name}", lambda: process.exitcode)
    mine, theirs = context.Pipe()
    daemon = context.Process(target=start_a_child, args=(theirs,), daemon=True)
    daemon.start()
    say("a daemon starts a child", mine.recv)
    daemon.join()
    say("exit code of that daemon", lambda: daemon.exitcode)


def length(written):
    """How long the message is that a stream holds which ends behind `written`."""
    mine, theirs = socket.socketpair()
    with mine, Connection(theirs.detach()) as connection:
        mine.sendall(written)
        mine.close()
        return len(connection.recv_bytes())


def pipes():
    one, other = spawn.Pipe()
    say("pipe: poll nothing", one.poll)
    say("pipe: poll nothing with a time limit", lambda: one.poll(0.001))
    say("pipe: send", lambda: one.send(7))
    say("pipe: poll", other.poll)
    say("pipe: poll again", other.poll)
    say("pipe: receive", other.recv)
    say("pipe: poll afterwards", other.poll)
    say("pipe: send back", lambda: other.send([1, 2]))
    say("pipe: receive it", one.recv)
    say("pipe: send no bytes", lambda: one.send_bytes(b""))
    say("pipe: receive no bytes", lambda: len(other.recv_bytes()))
    say("pipe: send bytes that are no value", lambda: one.send_bytes(b"abc"))
    say("pipe: receive them as a value", other.recv)
    say("pipe: send a last one", lambda: one.send(8))
    one.close()
    say("pipe: the other side has closed: poll", other.poll)
    say("pipe: receive the last one", other.recv)
    say("pipe: poll at the end", other.poll)
    say("pipe: receive at the end", other.recv)
    say("pipe: receive at the end again", other.recv)
    say("pipe: send to nobody", lambda: other.send(9))

    receiver, sender = spawn.Pipe(duplex=False)
    say("one way: send into the receiving end", lambda: receiver.send(1))
    say("one way: receive from the sending end", sender.recv)
    say("one way: send", lambda: sender.send(1))
    say("one way: receive", receiver.recv)

    say("stream: two messages", lambda: length(b"\0\0\0\2ab\0\0\0\1c"))
    say("stream: a length of -1, and the length in 8 bytes", lambda: length(b"\xff\xff\xff\xff\0\0\0\0\0\0\0\3abc"))
    say("stream: nothing", lambda: length(b""))
    say("stream: a header cut in two", lambda: length(b"\0\0"))
    say("stream: a message cut in two", lambda: length(b"\0\0\0\5abc"))
    say("stream: only a header", lambda: length(b"\0\0\0\5"))
    say("stream: a negative length", lambda: length(b"\xff\xff\xff\xfbabc"))


if __name__ == "__main__":
    for method in ("spawn", "fork", "forkserver"):
        if method in multiprocessing.get_all_start_methods():
            say("by which method", lambda: method)
            life(multiprocessing.get_context(method))
            ends(multiprocessing.get_context(method))
    pipes()
