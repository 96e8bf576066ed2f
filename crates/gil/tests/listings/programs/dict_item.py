import threading

table = {'hits': 0, 'misses': 0}

def one():
    return 1

def hit():
    table['hits'] += one()
    table['last'] = 7

a = threading.Thread(target=hit)
b = threading.Thread(target=hit)
a.start()
b.start()
a.join()
b.join()
print(table)
