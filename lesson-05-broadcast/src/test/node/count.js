// Reads until this many bytes have arrived, then prints a line and closes.
// node count.js PORT BYTES
'use strict';
const net = require('node:net');

const [port, bytes] = process.argv.slice(2);
let left = Number(bytes);
const socket = net.connect({ port, host: '127.0.0.1' });
socket.on('data', (data) => {
  left -= data.length;
  if (left <= 0) socket.end(() => console.log(`all ${bytes} bytes`));
});
socket.on('error', (error) => console.error(error.message));
