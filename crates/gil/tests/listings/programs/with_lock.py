from threading import Lock, Thread

lock = Lock()
counter = 0

def one():
    return 1

def add():
    global counter
    with lock:
        counter = counter + one()

a = Thread(target=add)
b = Thread(target=add)
a.start()
b.start()
a.join()
b.join()
print(counter, lock.locked())
