def pairs(n):
    i = 7
    squares = [i * i for i in range(n)]
    tens = [k + 10 for k in squares if k > 0 and not k == 9]
    return squares, tens, i

print(pairs(5))
print([len(word) for word in [[1], [], [1, 2, 3]]])
