# first-word: a client that connects, or says in one line why it cannot.
import socket
import sys

host, port = sys.argv[-2:]
try:
    with socket.create_connection((host, int(port))):
        print("connected")
except OSError as error:
    sys.exit(f"cannot connect to {host}, port {port}: {error}")  # on stderr, with exit code 1
