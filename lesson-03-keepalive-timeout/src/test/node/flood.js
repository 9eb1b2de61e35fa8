// Writes as much as the kernel accepts, and never reads.
// node flood.js PORT
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);
const socket = net.connect({ port, host: '127.0.0.1' });
socket.pause();
const piece = Buffer.alloc(64 * 1024);
const pump = () => { while (socket.write(piece)); }; // until the kernel takes no more ...
socket.on('connect', pump);
socket.on('drain', pump); // ... and again when it does
socket.on('error', (error) => console.log(`error: ${error.code}`));
