"""How often do two threads overdraw the account of account.py?"""

import sys
import threading
import time

lock = threading.Lock()
money = 60


def balance():
    return money


def withdraw(amount):
    global money
    money -= amount


def pay():
    if balance() >= 40:
        with lock:
            withdraw(40)


def ask_then_pay():
    if balance() >= 40:
        time.sleep(0)  # Stands for a question to the bank: the thread lets go of the GIL.
        with lock:
            withdraw(40)


def one_lock():
    with lock:
        if balance() >= 40:
            time.sleep(0)
            withdraw(40)


def overdrawn(pay, rounds):
    """In how many rounds two threads that pay once each leave less than 0."""
    global money
    found = 0
    for _ in range(rounds):
        money = 60
        both = threading.Barrier(2)

        def customer():
            both.wait()
            pay()

        threads = [threading.Thread(target=customer) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found += money < 0
    return found


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"overdrawn, of {rounds:,} rounds")
    print(f"look, then take: {overdrawn(pay, rounds):,}")
    print(f"look, ask, then take: {overdrawn(ask_then_pay, rounds):,}")
    print(f"all under one lock: {overdrawn(one_lock, rounds):,}")
