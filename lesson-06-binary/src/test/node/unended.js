// Sends three bytes and does not close the connection.
// node unended.js PORT
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);
const socket = net.connect({ port, host: '127.0.0.1' }, () => socket.write(Buffer.of(1, 2, 3)));
socket.on('error', (error) => console.error(`error: ${error.code}`));
