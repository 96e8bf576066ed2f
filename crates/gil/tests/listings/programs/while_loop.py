import threading

x = 0

def add():
    global x
    i = 0
    while i < 2:
        t = x
        x = t + 1
        i += 1

a = threading.Thread(target=add)
b = threading.Thread(target=add)
a.start()
b.start()
a.join()
b.join()
print(x)
