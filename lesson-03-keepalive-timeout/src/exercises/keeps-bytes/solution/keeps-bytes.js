// keeps-bytes: an echo server that asks for the rest of a line when it has to wait.
const net = require('node:net');

const [millis, port] = process.argv.slice(-2).map(Number);

net
  .createServer({ allowHalfOpen: true }, socket => {
    let line = Buffer.alloc(0);
    const ask = () => socket.write('?\n');
    let timer = setInterval(ask, millis);
    socket.on('data', bytes => {
      clearInterval(timer);
      timer = setInterval(ask, millis);
      line = Buffer.concat([line, bytes]);
      for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
        socket.write(line.subarray(0, end + 1));
        line = line.subarray(end + 1);
      }
    });
    socket.on('end', () => {
      clearInterval(timer);
      socket.end(line); // an unfinished last line
    });
    socket.on('close', () => clearInterval(timer));
    socket.on('error', error => console.error(error.message));
  })
  .listen(port);
