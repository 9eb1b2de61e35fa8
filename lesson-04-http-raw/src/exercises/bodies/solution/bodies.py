# bodies: a server that sends the body of each request back.
import asyncio
import sys


async def read_line(reader):
    return (await reader.readuntil(b'\r\n'))[:-2]


async def read_fields(reader):
    fields = {}
    while line := await read_line(reader):
        name, _, value = line.decode('latin-1').partition(':')
        fields[name.lower()] = value.strip()
    return fields


async def read_chunks(reader):
    body = b''
    while size := int((await read_line(reader)).split(b';')[0], 16):
        body += await reader.readexactly(size)
        await read_line(reader)  # the end of the chunk
    await read_fields(reader)  # trailers, and the empty line that ends the body
    return body


async def serve(reader, writer):
    try:
        is_last = False
        while not is_last:
            await read_line(reader)  # the request line
            fields = await read_fields(reader)
            if fields.get('transfer-encoding', '').lower() == 'chunked':
                body = await read_chunks(reader)
            else:
                body = await reader.readexactly(int(fields.get('content-length', 0)))
            is_last = fields.get('connection', '').lower() == 'close'
            connection = 'Connection: close\r\n' if is_last else ''
            head = f'HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{connection}\r\n'
            writer.write(head.encode() + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client has ended the connection
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, port=int(sys.argv[-1]))
    await server.serve_forever()

asyncio.run(main())
