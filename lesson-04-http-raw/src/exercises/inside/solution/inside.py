# inside: a server for the files of one folder.
import pathlib
import socketserver
import sys
import urllib.parse

folder = pathlib.Path(sys.argv[-2]).resolve()


def find(target):
    """The file that the target names, if it is one in the folder."""
    try:
        path = urllib.parse.unquote(target.split('?')[0], errors='strict')
        file = (folder / path[1:]).resolve(strict=True)
        return file if file.is_relative_to(folder) and file.is_file() else None
    except (OSError, ValueError):
        return None


class Connection(socketserver.StreamRequestHandler):
    def handle(self):
        target = self.rfile.readline().decode('latin-1').split(' ')[1]
        while self.rfile.readline() not in (b'\r\n', b''):
            pass
        file = find(target)
        status = '200 OK' if file else '404 Not Found'
        body = file.read_bytes() if file else b'not found\n'
        head = f'HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n'
        self.wfile.write(head.encode() + body)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(('', int(sys.argv[-1])), Connection).serve_forever()
