// Writes two words, 50 ms apart, in two segments. The receiver may get them with one read or two.
// node twice.js PORT
'use strict';
const net = require('node:net');
const { setTimeout: pause } = require('node:timers/promises');

const [port, host = '127.0.0.1'] = process.argv.slice(2);
const socket = net.connect({ port, host }, async () => {
  for (const word of ['hello', 'world']) {
    console.log(`send ${word}`);
    socket.write(word);
    await pause(50);
  }
});
socket.setEncoding('utf8');
socket.on('data', (chunk) => console.log(`receive: ${chunk}`));
socket.on('error', (error) => console.log(`error: ${error.code}`));
