// one-write: a server that numbers the lines of each client, and sends a line with one write.
const net = require('node:net');

net
  .createServer(socket => {
    let rest = Buffer.alloc(0);
    let count = 0;
    socket.on('data', bytes => {
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        count++;
        socket.write(Buffer.concat([Buffer.from(`${count} `), rest.subarray(0, end + 1)]));
        rest = rest.subarray(end + 1);
      }
    });
    socket.on('error', error => console.error(error.message));
  })
  .listen(Number(process.argv.at(-1)));
