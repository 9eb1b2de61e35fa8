// Connects and never reads. The end of its input makes it leave, with all that it has not read.
// node stuck.js PORT
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);
const socket = net.connect({ port, host: '127.0.0.1' }); // nobody asks for its data
process.stdin.on('end', () => socket.end(() => socket.destroy())).resume();
socket.on('error', () => {});
