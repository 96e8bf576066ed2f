import threading

data = []

def put():
    data.append(1)
    data.append(2)

a = threading.Thread(target=put)
b = threading.Thread(target=put)
a.start()
b.start()
a.join()
b.join()
print(data, len(data))
