// A server that reads nothing until somebody else connects, and tells when it is told of the end.
// node unread.js [PORT]
'use strict';
const net = require('node:net');

const [port = 5000] = process.argv.slice(2);
let first;
const server = net.createServer((socket) => {
  socket.on('end', () => console.log('end'));
  socket.on('error', (error) => console.error(error.message));
  if (first) first.resume(); // reads, and drops what it reads
  else first = socket;
});
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
