// Sends at a fixed rate that receivers can keep up with: 64 kB, 100 times a second.
// node pace.js PORT [MEGABYTES]
'use strict';
const net = require('node:net');

const [port, megabytes = 20] = process.argv.slice(2);
const piece = Buffer.alloc(64 * 1000);
let left = Number(megabytes) * 1e6;
const socket = net.connect({ port, host: '127.0.0.1' });
const ticking = setInterval(() => {
  const count = Math.min(left, piece.length);
  left -= count;
  socket.write(piece.subarray(0, count));
  if (left > 0) return;
  clearInterval(ticking);
  socket.end(() => console.log('all written'));
}, 10);
socket.resume();
socket.on('error', (error) => console.error(error.message));
