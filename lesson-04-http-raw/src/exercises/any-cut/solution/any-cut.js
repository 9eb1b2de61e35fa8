// any-cut: a server that responds to each request, however its bytes arrive.
const net = require('node:net');

const END_OF_HEAD = '\r\n\r\n';
const HEAD_BYTES_MAX = 8192;

function response(status, body) {
  return `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

net
  .createServer({ allowHalfOpen: true }, socket => {
    let received = '';
    socket.setEncoding('latin1'); // one character for each byte
    socket.on('data', piece => {
      received += piece;
      let end;
      while ((end = received.indexOf(END_OF_HEAD)) >= 0
          && end + END_OF_HEAD.length <= HEAD_BYTES_MAX) {
        socket.write(response('200 OK', received.split(' ', 2)[1]));
        received = received.slice(end + END_OF_HEAD.length);
      }
      if (received.length >= HEAD_BYTES_MAX) {
        socket.end(response('431 Request Header Fields Too Large', ''));
        socket.destroySoon(); // closes when the response is sent
      }
    });
    socket.on('end', () => socket.end());
    socket.on('error', error => console.error(error.message));
  })
  .listen(Number(process.argv.at(-1)));
