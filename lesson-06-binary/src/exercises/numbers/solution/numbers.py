# numbers: a server that adds up the numbers of each client.
import socket
import struct
import sys
import threading

NUMBER = struct.Struct('>i')  # four bytes, signed, the most significant one first
SUM = struct.Struct('>q')


def serve(connection):
    with connection, connection.makefile('rb') as stream:
        total = 0
        while len(number := stream.read(NUMBER.size)) == NUMBER.size:
            total += NUMBER.unpack(number)[0]
            connection.sendall(SUM.pack(total))


with socket.create_server(('', int(sys.argv[-1]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client,), daemon=True).start()
