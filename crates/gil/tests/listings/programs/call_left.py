import threading

counter = 0

def one():
    return 1

def add():
    global counter
    counter = one() + counter

a = threading.Thread(target=add)
b = threading.Thread(target=add)
a.start()
b.start()
a.join()
b.join()
print(counter)
