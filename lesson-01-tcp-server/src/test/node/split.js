// Sends two Korean characters, 한글, in three segments that respect neither.
// node split.js PORT
'use strict';
const net = require('node:net');
const { setTimeout: pause } = require('node:timers/promises');

const [port, host = '127.0.0.1'] = process.argv.slice(2);
const socket = net.connect({ port, host, noDelay: true, allowHalfOpen: true }, async () => {
  const bytes = Buffer.from('한글');
  for (const [from, to] of [[0, 2], [2, 4], [4, 6]]) {
    console.log(`send ${bytes.subarray(from, to).toString('hex')}`);
    socket.write(bytes.subarray(from, to));
    await pause(100);
  }
  socket.end();
});
socket.setEncoding('utf8');
socket.on('data', (chunk) => console.log(`receive: ${chunk}`));
socket.on('error', (error) => console.log(`error: ${error.code}`));
