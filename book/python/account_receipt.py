# Two customers pay from one account. Each looks and takes under one lock, and says so when it has let go.

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
    with lock:
        enough = balance() >= 40
        if enough:
            withdraw(40)
    if enough:
        print("paid")
# ANCHOR_END: pay


first = threading.Thread(target=pay)
second = threading.Thread(target=pay)
first.start()
second.start()
first.join()
second.join()
print(money)
