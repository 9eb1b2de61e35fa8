# page: a server that sends one page, in a response that conforms to HTTP/1.1.
import asyncio
import sys
from email.utils import formatdate

PAGE = '''<!DOCTYPE html>
<html lang="ko">
<meta charset="utf-8">
<title>HELLO HTTP!</title>
<h1>안녕하세요!</h1>
</html>
'''.encode()


async def respond(reader, writer):
    try:
        await reader.readuntil(b'\r\n\r\n')
        head = [
            'HTTP/1.1 200 OK',
            'Connection: close',
            f'Content-Length: {len(PAGE)}',
            'Content-Type: text/html; charset=utf-8',
            f'Date: {formatdate(usegmt=True)}',
            '\r\n',
        ]
        writer.write('\r\n'.join(head).encode() + PAGE)
        await writer.drain()
    except asyncio.IncompleteReadError:
        pass  # FIN came before the empty line
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(respond, port=int(sys.argv[-1]))
    await server.serve_forever()

asyncio.run(main())
