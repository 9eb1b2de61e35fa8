// Sends TEXT to the server, prints the response, and closes after the server's FIN.
// node say.js PORT TEXT [HOST [LOCAL-ADDRESS]]
'use strict';
const net = require('node:net');

const [port, text, host = '127.0.0.1', localAddress] = process.argv.slice(2);
// tag::client[]
const socket = net.connect({ port, host, localAddress }, () => {
  console.log(`connected to ${socket.remoteAddress} from ${socket.localAddress}`);
  socket.write(text);
});
socket.setEncoding('utf8');
socket.on('data', (chunk) => console.log(`receive: ${chunk}`));
socket.on('end', () => console.log('disconnected.'));
// end::client[]
socket.on('error', (error) => {
  console.error(`error: ${error.code}`);
  process.exitCode = 1;
});
