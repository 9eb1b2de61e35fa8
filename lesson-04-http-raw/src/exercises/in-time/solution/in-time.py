# in-time: a server that limits the time of a request and the number of connections.
import asyncio
import socket
import sys

head_seconds = int(sys.argv[-3]) / 1000
connections_max = int(sys.argv[-2])
port = int(sys.argv[-1])


def response(status, body):
    return f'HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}'.encode()


async def serve(client):
    reader, writer = await asyncio.open_connection(sock=client)
    try:
        while first := await reader.read(1):
            async with asyncio.timeout(head_seconds):
                rest = await reader.readuntil(b'\r\n\r\n')
            writer.write(response('200 OK', 'ok'))
            await writer.drain()
    except TimeoutError:
        writer.write(response('408 Request Timeout', ''))
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client has ended the connection
    finally:
        writer.close()


async def main():
    listener = socket.create_server(('', port))
    listener.setblocking(False)
    loop = asyncio.get_running_loop()
    permits = asyncio.Semaphore(connections_max)
    tasks = set()

    def ended(task):
        tasks.discard(task)
        permits.release()

    while True:
        await permits.acquire()  # without one, the next client waits in the backlog
        client, _ = await loop.sock_accept(listener)
        task = asyncio.create_task(serve(client))
        tasks.add(task)
        task.add_done_callback(ended)

asyncio.run(main())
