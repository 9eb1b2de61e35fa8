// Prints socket.address() of an accepted socket, which is the server's address, and remoteAddress.
// node addresses.js [PORT]
'use strict';
const net = require('node:net');

const [port = 5000] = process.argv.slice(2);
const server = net.createServer((socket) => {
  console.log(`socket.address()     : ${socket.address().address}`);
  console.log(`socket.remoteAddress : ${socket.remoteAddress}`);
  socket.on('error', (error) => console.error(error.message));
  socket.end();
});
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
