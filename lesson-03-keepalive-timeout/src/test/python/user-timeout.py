"""An echo server for one client. Its data may stay unacknowledged only for a limited time.

python3 user-timeout.py PORT MILLISECONDS
"""
import socket
import sys
import time

port, limit = int(sys.argv[1]), int(sys.argv[2])
with socket.create_server(("", port)) as listener:
    print(f"listen on port {port}", flush=True)
    connection, _ = listener.accept()
with connection:
    # tag::echo[]
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, limit) # <1>
    data = connection.recv(1024)
    time.sleep(3)
    connection.sendall(data) # <2>
    start = time.monotonic()
    try:
        connection.recv(1024) # <3>
    except OSError as error:
        print(f"{error.strerror} after {time.monotonic() - start:.1f} s", flush=True)
    # end::echo[]
