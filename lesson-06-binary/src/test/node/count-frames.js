// Counts the frames that a server sends, for the measurement of FrameSpeed.java.
// node count-frames.js PORT
'use strict';
const net = require('node:net');
const { FrameDecoder } = require('./frame-decoder.js');

const [port] = process.argv.slice(2);
let count = 0;
const decoder = new FrameDecoder(1024 * 1024, () => count++);
const socket = net.connect({ port, host: '127.0.0.1' });
socket.on('data', (chunk) => decoder.decode(chunk));
socket.on('end', () => console.log(count));
