import threading
import time

balance = 100

def withdraw():
    global balance
    if balance >= 100:
        time.sleep(0.0001)
        balance -= 100

a = threading.Thread(target=withdraw)
b = threading.Thread(target=withdraw)
a.start()
b.start()
a.join()
b.join()
print(balance)
