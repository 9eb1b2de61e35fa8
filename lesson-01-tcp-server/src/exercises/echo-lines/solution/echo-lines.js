// echo-lines: a server that sends every line back.
const net = require('node:net');

const LINE_BYTES_MAX = 4096;
const port = Number(process.argv.at(-1));

net
  .createServer({ allowHalfOpen: true }, socket => {
    let line = Buffer.alloc(0); // what has come of the current line
    socket.on('data', bytes => {
      line = Buffer.concat([line, bytes]);
      for (let end = line.indexOf('\n'); end >= 0 && end < LINE_BYTES_MAX; end = line.indexOf('\n')) {
        socket.write(line.subarray(0, end + 1));
        line = line.subarray(end + 1);
      }
      if (line.length >= LINE_BYTES_MAX) {
        socket.destroy();
      }
    });
    socket.on('end', () => socket.end(line)); // an unfinished last line
    socket.on('error', error => console.error(error.message));
  })
  .listen(port);
