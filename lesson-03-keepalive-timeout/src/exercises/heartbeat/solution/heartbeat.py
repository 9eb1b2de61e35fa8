# heartbeat: a client that notices when the server's program does not run any more.
import socket
import sys
import threading
import time

interval, limit = (int(each) / 1000 for each in sys.argv[-4:-2])
host, port = sys.argv[-2:]


def ping(connection):
    try:
        while True:
            connection.sendall(b"ping\n")
            time.sleep(interval)
    except OSError:
        pass  # the thread that reads learns how the connection has ended


try:
    with socket.create_connection((host, int(port))) as connection:
        connection.settimeout(limit)  # any byte proves that the server's program runs
        threading.Thread(target=ping, args=[connection], daemon=True).start()
        for line in connection.makefile("rb"):
            if line != b"pong\n":
                sys.stdout.buffer.write(line)
                sys.stdout.buffer.flush()
except OSError as error:
    sys.exit(str(error))
