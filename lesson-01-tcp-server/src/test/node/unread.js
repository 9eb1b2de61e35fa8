// A server that does not read until a second client connects, and prints each 'end' event.
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
