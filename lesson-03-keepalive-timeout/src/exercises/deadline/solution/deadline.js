// deadline: an echo server in which each line has a deadline.
const net = require('node:net');

const [millis, port] = process.argv.slice(-2).map(Number);

net
  .createServer(socket => {
    const expire = () => socket.destroy();
    let deadline = setTimeout(expire, millis);
    let rest = Buffer.alloc(0);
    socket.on('data', bytes => {
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        socket.write(rest.subarray(0, end + 1));
        rest = rest.subarray(end + 1);
        clearTimeout(deadline);
        deadline = setTimeout(expire, millis);
      }
    });
    socket.on('close', () => clearTimeout(deadline));
    socket.on('error', error => console.error(error.message));
  })
  .listen(port);
