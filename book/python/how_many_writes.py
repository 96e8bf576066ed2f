"""How many writes is a print? A stream that counts them says."""


class Counts:
    """A stream that notes what is written to it, one entry a write."""

    def __init__(self):
        self.writes = []

    def write(self, text):
        self.writes.append(text)


def writes(*what, **how):
    """What print writes, piece by piece."""
    stream = Counts()
    print(*what, **how, file=stream)
    return stream.writes


if __name__ == "__main__":
    # ANCHOR: prints
    print(writes(0))
    print(writes(0, 1))
    print(writes("0 1"))
    print(writes("0\n", end=""))
    # ANCHOR_END: prints
