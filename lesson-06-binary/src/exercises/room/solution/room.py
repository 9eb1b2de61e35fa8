"""room: a chat over frames, with a status page over HTTP on the same port."""

import asyncio
import re
import signal
import sys
import time
from collections import deque

PAYLOAD_BYTES_MAX = 1 << 20
TEXT_BYTES_MAX = 1_000_000
HEAD_BYTES_MAX = 8 << 10
HISTORY_BYTES_MAX = 4 << 20
QUEUED_BYTES_MAX = 8 << 20
STOP_SECONDS_MAX = 4
JOIN = re.compile(rb"([a-z0-9]{1,20})(?: (\d{1,18}))?")


def frame(payload):
    return len(payload).to_bytes(4, "big") + payload


class Room:
    """One thread runs all of this, so no lock is needed: nothing happens between two awaits."""

    def __init__(self):
        self.members = {}
        self.history = deque()
        self.history_bytes = 0
        self.latest = 0  # the number of the latest message

    def join(self, client, after):
        previous = self.members.get(client.name)
        if previous:
            previous.abort()
        self.members[client.name] = client
        oldest = self.latest - len(self.history)
        number = self.latest if after is None else min(max(after, oldest), self.latest)
        client.send(frame(b"welcome %d" % number))
        for message in list(self.history)[number - oldest :]:
            client.send(message)

    def say(self, name, text):
        self.latest += 1
        message = frame(b"message %d %s %s" % (self.latest, name, text))
        self.history.append(message)
        self.history_bytes += len(message)
        while self.history_bytes > HISTORY_BYTES_MAX:
            self.history_bytes -= len(self.history.popleft())
        for member in list(self.members.values()):
            member.send(message)

    def leave(self, client):
        if self.members.get(client.name) is client:
            del self.members[client.name]


class Client:
    def __init__(self, room, reader, writer):
        self.room = room
        self.reader = reader
        self.writer = writer
        self.last_frame = time.monotonic()
        self.name = b""

    def send(self, data):
        if self.writer.is_closing():
            return
        self.writer.write(data)  # never waits
        if self.writer.transport.get_write_buffer_size() > QUEUED_BYTES_MAX:
            self.abort()

    def abort(self):
        self.room.leave(self)
        self.writer.transport.abort()

    async def serve(self):
        try:
            first = await self.reader.readexactly(1)
            if first == b"\0":
                await self.serve_frames(first)
            elif first.isalpha():
                await self.serve_status(first)
        except asyncio.IncompleteReadError:
            pass  # FIN
        except (ConnectionError, TimeoutError, asyncio.LimitOverrunError) as error:
            print(error, file=sys.stderr)
            self.writer.transport.abort()
        finally:
            self.room.leave(self)
            self.writer.close()  # sends what waits, and then FIN

    async def serve_frames(self, first):
        while True:
            header = first + await self.reader.readexactly(4 - len(first))
            first = b""
            length = int.from_bytes(header, "big")
            if length > PAYLOAD_BYTES_MAX:
                return
            if not self.accept(await self.reader.readexactly(length)):
                return
            self.last_frame = time.monotonic()

    def accept(self, payload):
        """Returns False if the protocol does not allow the frame."""
        command, _, rest = payload.partition(b" ")
        if command == b"join" and not self.name:
            words = JOIN.fullmatch(rest)
            if words:
                self.name = words[1]
                self.room.join(self, words[2] and int(words[2]))
            return bool(words)
        if command == b"say" and self.name and len(rest) <= TEXT_BYTES_MAX:
            self.room.say(self.name, rest)
            return True
        return command == b"pong" and bool(self.name)

    async def serve_status(self, first):
        head = first + await self.reader.readuntil(b"\r\n\r\n")
        status, body = b"404 Not Found", b"not found\n"
        if head.startswith(b"GET / "):
            status = b"200 OK"
            body = b"members %d\nmessages %d\n" % (len(self.room.members), self.room.latest)
        self.writer.write(
            b"HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\n" % status
            + b"Content-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body)
        )
        self.writer.write_eof()
        while await self.reader.read(HEAD_BYTES_MAX):
            pass  # until FIN: closing with unread data would send RST


async def watch(clients, ping_seconds, timeout):
    """Sends ping to members that have been idle, and closes connections that stay idle."""
    while True:
        await asyncio.sleep(ping_seconds)
        for client in list(clients):
            idle = time.monotonic() - client.last_frame
            if idle >= timeout:
                client.abort()
            elif idle >= ping_seconds and client.name:
                client.send(frame(b"ping"))


async def main():
    ping_seconds, timeout = (int(word) / 1000 for word in sys.argv[-3:-1])
    room = Room()
    clients = set()

    async def serve(reader, writer):
        client = Client(room, reader, writer)
        clients.add(client)
        try:
            await client.serve()
            await writer.wait_closed()
        except ConnectionError:
            pass  # it was aborted
        finally:
            clients.remove(client)

    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    server = await asyncio.start_server(serve, port=int(sys.argv[-1]), limit=HEAD_BYTES_MAX)
    watcher = asyncio.create_task(watch(clients, ping_seconds, timeout))
    await stopped.wait()
    watcher.cancel()
    server.close()
    for member in list(room.members.values()):
        member.send(frame(b"bye"))
        member.writer.close()
    end = time.monotonic() + STOP_SECONDS_MAX
    while clients and time.monotonic() < end:
        await asyncio.sleep(0.01)


asyncio.run(main())
