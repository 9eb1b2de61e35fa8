// Sends chunks, given in hex, with a pause after each, and prints in hex what comes back.
// node pieces.js PORT MILLISECONDS HEX...
'use strict';
const net = require('node:net');
const { setTimeout: pause } = require('node:timers/promises');

const [port, milliseconds, ...pieces] = process.argv.slice(2);
const back = [];
const options = { port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true };
const socket = net.connect(options, async () => {
  for (const piece of pieces) {
    socket.write(Buffer.from(piece, 'hex'));
    await pause(Number(milliseconds));
  }
  socket.end();
});
socket.on('data', (data) => back.push(data));
socket.on('close', () => console.log(Buffer.concat(back).toString('hex')));
socket.on('error', (error) => console.error(`error: ${error.code}`));
