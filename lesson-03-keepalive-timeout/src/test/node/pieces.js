// Sends a text in pieces, the first at once, and never closes. \n in a piece is a newline.
// node pieces.js [HOST:]PORT MILLISECONDS PIECE...
'use strict';
const net = require('node:net');

const [target, pause, ...pieces] = process.argv.slice(2);
const [port, host = '127.0.0.1'] = target.split(':').reverse();
const socket = net.connect({ port, host, noDelay: true });
const send = () => {
  socket.write(pieces.shift().replaceAll('\\n', '\n'));
  if (pieces.length > 0) setTimeout(send, Number(pause));
};
socket.on('connect', send);
socket.on('data', (chunk) => console.log(`received ${JSON.stringify(`${chunk}`)}`));
socket.on('error', (error) => console.log(`error: ${error.code}`));
