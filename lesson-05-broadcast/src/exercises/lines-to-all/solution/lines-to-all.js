// lines-to-all: a server that sends each line to all clients.
const net = require('node:net');

const LINE_BYTES_MAX = 1024;
const clients = new Set();

net
  .createServer(socket => {
    let line = Buffer.alloc(0); // what has come of the client's current line
    clients.add(socket);
    socket.on('data', bytes => {
      line = Buffer.concat([line, bytes]);
      for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
        const whole = line.subarray(0, end + 1);
        clients.forEach(client => client.write(whole));
        line = line.subarray(end + 1);
      }
      if (line.length >= LINE_BYTES_MAX) {
        socket.destroy();
      }
    });
    socket.on('error', error => console.error(error.message));
    socket.on('close', () => clients.delete(socket));
  })
  .listen(Number(process.argv.at(-1)));
