// The Node counterpart of the step ticker. With --guarded it stops when the server has ended.
// node ticker.js PORT [MILLISECONDS [--guarded]]
'use strict';
const net = require('node:net');

const [port, interval = 1000, guarded] = process.argv.slice(2);
// tag::client[]
const socket = net.connect({ port, host: '127.0.0.1' });
socket.setEncoding('utf8');
socket.on('connect', () => {
  console.log('connect to server!');
  const ticking = setInterval(() => socket.write('testing~'), interval); // <1>
  if (guarded) socket.on('close', () => clearInterval(ticking)); // <2>
});
socket.on('data', (text) => console.log(`receive: ${text}`));
socket.on('end', () => console.log('disconnected.')); // <3>
socket.on('error', (error) => console.error(`error: ${error.code}`)); // <4>
// end::client[]
