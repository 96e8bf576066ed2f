# Two customers pay from one account. Each looks once more after it has taken, and puts back what was too much.

import threading

money = 60
lock = threading.Lock()


# ANCHOR: bank
def balance():
    return money


def withdraw(amount):
    global money
    money -= amount
# ANCHOR_END: bank


# ANCHOR: pay
def pay():
    if balance() >= 40:
        with lock:
            withdraw(40)
        if balance() < 0:
            with lock:
                withdraw(-40)
# ANCHOR_END: pay


first = threading.Thread(target=pay)
second = threading.Thread(target=pay)
first.start()
second.start()
first.join()
second.join()
print(money)
