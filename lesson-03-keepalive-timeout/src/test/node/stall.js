// Connects and never reads.
// node stall.js PORT
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);
const socket = net.connect({ port, host: '127.0.0.1' });
socket.on('connect', () => { socket.pause(); console.log('connected'); });
setInterval(() => {}, 60_000); // a paused socket does not keep Node alive
