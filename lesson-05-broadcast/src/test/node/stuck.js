// Connects and never reads. At EOF on stdin it sends FIN and destroys the socket with unread data.
// node stuck.js PORT
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);
const socket = net.connect({ port, host: '127.0.0.1' }); // paused: no 'data' listener
process.stdin.on('end', () => socket.end(() => socket.destroy())).resume();
socket.on('error', () => {});
