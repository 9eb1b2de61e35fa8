// last-word: a server that responds, and then reads until the client has sent everything.
const net = require('node:net');

net
  .createServer({ allowHalfOpen: true }, socket => {
    socket.once('data', () => socket.end('test')); // sends FIN, and leaves the other direction open
    socket.on('data', () => {}); // discards the rest
    socket.on('end', () => socket.end());
    socket.on('error', error => console.error(error.message));
  })
  .listen(Number(process.argv.at(-1)));
