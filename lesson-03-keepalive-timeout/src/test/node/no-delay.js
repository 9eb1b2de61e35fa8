// The client of the step no-delay in Node: prints what arrives when, answers each whole message.
// node no-delay.js PORT
'use strict';
const net = require('node:net');

const [port = 6005] = process.argv.slice(2);
const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
let pieces = [];
let first = 0;
socket.setEncoding('latin1');
socket.on('data', (text) => {
  first = pieces.length === 0 ? performance.now() : first;
  pieces.push(`${text} after ${(performance.now() - first).toFixed(1)} ms`);
  if (!text.endsWith('C')) return;
  console.log(pieces.join(', '));
  pieces = [];
  socket.write('!');
});
socket.on('error', (error) => console.log(`error: ${error.code}`));
