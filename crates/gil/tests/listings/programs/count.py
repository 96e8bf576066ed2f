import threading

x = 0

def add():
    global x
    x += 1

threads = [threading.Thread(target=add), threading.Thread(target=add)]
threads[0].start()
threads[1].start()
threads[0].join()
threads[1].join()
print(x)
