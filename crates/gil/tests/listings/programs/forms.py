from time import sleep

def early(n):
    with lock:
        if n:
            return 'early'
        print('late')
    return None

class_ = None
from threading import Lock
lock = Lock()

def loops(n):
    found = None
    for i in range(n):
        if i == 1:
            continue
        if i == 4 and n > 4 or i > 6:
            break
        for j in [10, 20, 30]:
            if found is None:
                found = j
            if found is not None:
                found += i
    else:
        print('no break')
    while n:
        n -= 1
        if n == 2:
            break
    return found, n

def values(n):
    a, b = 1, n
    a, b = b, a
    x, y, z = n, a, b
    z, y, x = x, y, z
    either = n or 5
    neither = not n
    both = n and a
    return a, b, x, y, z, either, neither, both, -n

print(early(1), early(0), lock.locked())
print(loops(3), loops(9))
print(values(0), values(3))
print([1, 2, 3], (4, 'five'), {'a': 1, 'b': [2]}, {}, [], ())
items = [1, 2, 3]
items[0] += 5
items[-1] = items[0] * 2 % 7 // 2
items += [4, 5, 6]
items.pop()
print(items, len(items), 7 // -2, -7 % 3, abs(-4))
print("it's", 'a "text"', 'new\nline', None, True, 1 < 2 <= 2 != 3, class_)
if __name__ == '__main__':
    sleep(0)
    for word in ('a', 'b'):
        print(word)
