import threading

first = threading.Lock()
second = threading.Lock()
done = 0

def one():
    return 1

def forth():
    global done
    with first:
        one()
        with second:
            done += 1

def back():
    global done
    with second:
        one()
        with first:
            done += 1

a = threading.Thread(target=forth)
b = threading.Thread(target=back)
a.start()
b.start()
