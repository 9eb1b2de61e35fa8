// Reads until this many bytes have arrived, then prints a line and closes.
// With RATE it reads at most as many bytes a second.
// node count.js PORT BYTES [RATE]
'use strict';
const net = require('node:net');

const [port, bytes, rate = Infinity] = process.argv.slice(2);
let left = Number(bytes);
const socket = net.connect({ port, host: '127.0.0.1' });
socket.on('data', (data) => {
  left -= data.length;
  if (left <= 0) {
    socket.end(() => console.log(`all ${bytes} bytes`));
  } else if (rate < Infinity) {
    socket.pause();
    setTimeout(() => socket.resume(), (data.length / rate) * 1000);
  }
});
socket.on('error', (error) => console.error(error.message));
