import threading

x = 0

def add(amount, lock):
    global x
    with lock:
        x += amount

guard = threading.Lock()
a = threading.Thread(target=add, args=(2, guard), name='adds 2', daemon=True)
b = threading.Thread(target=add, args=(3, guard))
a.start()
b.start()
a.join()
b.join()
print(x)
