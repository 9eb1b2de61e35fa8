// everybody: an echo server for many clients at the same time.
const net = require('node:net');

net
  .createServer({ allowHalfOpen: true }, socket => {
    socket.on('error', error => console.error(error.message));
    socket.pipe(socket); // ends its own side when the client's side has ended
  })
  .listen(Number(process.argv.at(-1)));
