# second-address: a client that tries several addresses, each with a timeout.
import socket
import sys


def connect(addresses, timeout):
    errors = []
    for host, port in addresses:
        try:
            return socket.create_connection((host, int(port)), timeout)
        except OSError as error:
            errors.append(f"{host} {port}: {error}")
    sys.exit("cannot connect: " + "; ".join(errors))  # on stderr, with exit code 1


millis, *rest = sys.argv[1:]
with connect(zip(rest[::2], rest[1::2]), int(millis) / 1000) as connection:
    connection.settimeout(None)  # the timeout would also limit every recv
    while data := connection.recv(8192):
        sys.stdout.buffer.write(data)
