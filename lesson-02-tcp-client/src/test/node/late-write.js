// Writes after the connection is closed, and prints whether 'error' or the callback reports it.
// node late-write.js PORT
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);
const socket = net.connect({ port, host: '127.0.0.1' });
socket.on('data', () => {});
socket.on('error', (error) => console.log(`error: ${error.code}`));
socket.on('close', (hadError) => {
  console.log(`close, by an error: ${hadError}`);
  socket.write('testing~', (error) => console.log(`callback: ${error.code} ${error.message}`));
});
