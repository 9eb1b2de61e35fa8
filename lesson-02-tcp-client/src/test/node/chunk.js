// Prints each received chunk without decoding it: a Buffer.
// node chunk.js PORT
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);
const socket = net.connect({ port, host: '127.0.0.1' });
socket.on('data', (chunk) => console.log('receive: ', chunk));
socket.on('error', (error) => console.error(`error: ${error.code}`));
