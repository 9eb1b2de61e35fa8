// The Node counterpart of the step console.
// node console.js [PORT]
'use strict';
const net = require('node:net');

const [port = 3000] = process.argv.slice(2);
// tag::client[]
const socket = net.connect({ port, host: '127.0.0.1' }, () => {
  console.log('client-> connected to server');
  socket.write('Who needs a browser to communicate?');
  process.stdin.pipe(socket); // <1>
});
socket.setEncoding('utf8');
socket.on('data', (text) => console.log(`client-> ${text.trimEnd()}`));
socket.on('close', () => {
  console.log('client-> connection is closed');
  process.stdin.destroy(); // <2>
});
socket.on('error', (error) => console.error(`error: ${error.code}`));
// end::client[]
