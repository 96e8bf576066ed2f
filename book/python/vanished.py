"""A task fails, and nobody asks for its result."""

from concurrent.futures import ThreadPoolExecutor


# ANCHOR: program
def weigh(cheese):
    if cheese == "stilton":
        raise LookupError("out of stilton")
    return len(cheese)


with ThreadPoolExecutor(max_workers=2) as executor:
    futures = [executor.submit(weigh, cheese) for cheese in ("brie", "edam", "stilton")]
print("done")
# ANCHOR_END: program

for future in futures:
    print(future.exception())
