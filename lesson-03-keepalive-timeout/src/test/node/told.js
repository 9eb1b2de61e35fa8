// An echo server that prints each 'timeout' event and leaves the connection open.
// node told.js [PORT [MILLISECONDS]]; without a time there is no timeout
'use strict';
const net = require('node:net');

const [port = 6001, limit = 0] = process.argv.slice(2);
const server = net.createServer((socket) => {
  if (Number(limit) > 0) socket.setTimeout(Number(limit));
  socket.on('timeout', () => console.log(`timeout, destroyed: ${socket.destroyed}`));
  socket.on('data', (chunk) => socket.write(chunk));
  socket.on('error', (error) => console.log(`error: ${error.code}`));
});
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
