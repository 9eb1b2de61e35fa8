// who: a server that sends each client the two addresses of their connection.
const net = require('node:net');

net
  .createServer(socket => {
    socket.on('error', error => console.error(error.message));
    socket.end(
      `${socket.remoteAddress} ${socket.remotePort}\n${socket.localAddress} ${socket.localPort}\n`);
  })
  .listen(Number(process.argv.at(-1)), '0.0.0.0'); // an IPv6 socket would report ::ffff:127.0.0.1
