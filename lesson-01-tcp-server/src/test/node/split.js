// Sends two Korean characters, 한글, six bytes in three segments that split both characters.
// node split.js PORT
'use strict';
const { once } = require('node:events');
const net = require('node:net');
const { setTimeout: pause } = require('node:timers/promises');

const [port, host = '127.0.0.1'] = process.argv.slice(2);
const socket = net.connect({ port, host, noDelay: true, allowHalfOpen: true }, async () => {
  const bytes = Buffer.from('한글');
  const send = (from, to) => {
    console.log(`send ${bytes.subarray(from, to).toString('hex')}`);
    socket.write(bytes.subarray(from, to));
  };
  send(0, 2);
  await pause(100);
  send(2, 4);
  await once(socket, 'end'); // the server has read a character, answered and ended
  send(4, 6);
  socket.end();
});
socket.setEncoding('utf8');
socket.on('data', (chunk) => console.log(`receive: ${chunk}`));
socket.on('error', (error) => console.log(`error: ${error.code}`));
