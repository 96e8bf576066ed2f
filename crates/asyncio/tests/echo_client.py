"""Talks to an echo server on the port of the command line: three clients at once, each with a half-close."""

import asyncio
import sys


async def client(number):
    reader, writer = await asyncio.open_connection("127.0.0.1", int(sys.argv[1]))
    sent = b"client %d\n" % number * 10_000
    writer.write(sent)
    writer.write_eof()
    # To the end of the file: the server has seen ours, and says that it is done, too.
    received = await reader.read()
    writer.close()
    return received == sent


async def main():
    print(await asyncio.gather(*[client(number) for number in range(3)]))


asyncio.run(main())
