import threading

x = 0

def add():
    global x
    for i in range(3):
        x += 1

a = threading.Thread(target=add)
b = threading.Thread(target=add)
a.start()
b.start()
a.join()
b.join()
print(x)
