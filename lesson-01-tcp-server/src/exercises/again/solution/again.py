# again: an echo server that serves one client after the other.
import socket
import sys

with socket.create_server(("", int(sys.argv[-1]))) as listener:
    while True:
        connection, _ = listener.accept()
        with connection:
            try:
                while data := connection.recv(1024):
                    connection.sendall(data)
            except OSError as error:
                print(error, file=sys.stderr)
