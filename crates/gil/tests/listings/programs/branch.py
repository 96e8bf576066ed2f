import threading

x = 0
large = 0

def add():
    global x, large
    t = x
    if t > 5:
        large = 1
    x = t + 1

a = threading.Thread(target=add)
b = threading.Thread(target=add)
a.start()
b.start()
a.join()
b.join()
print(x)
