# ask-and-end: a client that sends its stdin, ends the request with FIN, and prints the response.
import shutil
import socket
import sys

host, port = sys.argv[-2:]
with socket.create_connection((host, int(port))) as connection:
    shutil.copyfileobj(sys.stdin.buffer, connection.makefile("wb", buffering=0))
    connection.shutdown(socket.SHUT_WR)
    shutil.copyfileobj(connection.makefile("rb"), sys.stdout.buffer)
