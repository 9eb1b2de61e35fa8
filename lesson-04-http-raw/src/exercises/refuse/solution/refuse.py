# refuse: a server that refuses requests that another program may understand differently.
import re
import socketserver
import sys

BODY_BYTES_MAX = 1 << 20
FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)", re.DOTALL)
DECIMAL = re.compile(rb'[0-9]+')
HEXADECIMAL = re.compile(rb'[0-9A-Fa-f]+')

BAD_REQUEST = '400 Bad Request'
TOO_LARGE = '413 Content Too Large'
NOT_IMPLEMENTED = '501 Not Implemented'


class Refusal(Exception):
    """The request is refused, and the message is the status."""


def require(condition, status=BAD_REQUEST):
    if not condition:
        raise Refusal(status)


def number(digits, pattern, base):
    require(pattern.fullmatch(digits))
    value = int(digits, base)
    require(value <= BODY_BYTES_MAX, TOO_LARGE)
    return value


class Connection(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            while True:
                self.send('200 OK', self.read_request())
        except Refusal as refusal:
            self.send(str(refusal), b'')
        except (EOFError, ConnectionError):
            pass  # the client has ended the connection

    def read_request(self):
        self.read_line()  # the request line
        fields = self.read_fields()
        lengths = fields.get(b'content-length', [])
        codings = fields.get(b'transfer-encoding', [])
        require(len(fields.get(b'host', [])) == 1)
        require(len(lengths) + len(codings) <= 1)
        if codings:
            require(codings[0].lower() == b'chunked', NOT_IMPLEMENTED)
            return self.read_chunks()
        return self.read_exactly(number(lengths[0], DECIMAL, 10)) if lengths else b''

    def read_fields(self):
        fields = {}
        while line := self.read_line():
            field = FIELD.fullmatch(line)
            require(field)
            fields.setdefault(field[1].lower(), []).append(field[2].strip(b' \t'))
        return fields

    def read_chunks(self):
        body = b''
        while size := number(self.read_line().split(b';')[0], HEXADECIMAL, 16):
            require(len(body) + size <= BODY_BYTES_MAX, TOO_LARGE)
            body += self.read_exactly(size)
            require(self.read_line() == b'')  # the end of the chunk
        self.read_fields()  # trailers
        return body

    def read_line(self):
        line = self.rfile.readline()
        if not line.endswith(b'\n'):
            raise EOFError
        require(line.endswith(b'\r\n') and b'\r' not in line[:-2])
        return line[:-2]

    def read_exactly(self, count):
        data = self.rfile.read(count)
        if len(data) < count:
            raise EOFError
        return data

    def send(self, status, body):
        head = f'HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n'
        self.wfile.write(head.encode() + body)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(('', int(sys.argv[-1])), Connection).serve_forever()
