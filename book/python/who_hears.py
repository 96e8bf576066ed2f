"""Who hears a notify, and what `wait` gives back. It prints the same lines each time."""

import threading


def in_a_thread(target):
    """Runs target in a thread of its own, to its end; returns what it returned, or the error that it died of."""
    end = []

    def run():
        try:
            end.append(target())
        except RuntimeError as error:
            end.append(f"RuntimeError: {error}")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return end[0]


items, condition = ["an item"], threading.Condition()


# ANCHOR: take
def take():
    with condition:
        condition.wait_for(lambda: items)
        return items.pop()
# ANCHOR_END: take


print("take:", take())

# ANCHOR: early
ready = False
condition = threading.Condition()

with condition:
    ready = True
    condition.notify()  # nobody waits

with condition:
    print("wait:", condition.wait(timeout=0.1))
    print("wait_for:", condition.wait_for(lambda: ready, timeout=0.1))
# ANCHOR_END: early


# ANCHOR: levels
def visit():
    with condition:
        print("a visitor is in")
        condition.notify()


visitor = threading.Thread(target=visit)
with condition:
    with condition:  # level 2
        visitor.start()
        print("wait at level 2:", condition.wait(timeout=10))
    # one release later: still level 1
    print("could another thread come in?", in_a_thread(lambda: condition.acquire(blocking=False)))
visitor.join()
# ANCHOR_END: levels

# ANCHOR: strangers
with condition:
    print("RLock, a stranger notifies:", in_a_thread(condition.notify))
plain = threading.Condition(threading.Lock())
with plain:
    print("Lock, a stranger notifies:", in_a_thread(plain.notify))
# ANCHOR_END: strangers
