// A client that receives the server's FIN and never sends its own.
// node hold.js PORT [HOST]
'use strict';
const net = require('node:net');

const [port, host = '127.0.0.1'] = process.argv.slice(2);
const socket = net.connect({ port, host, allowHalfOpen: true });
setInterval(() => {}, 60_000); // an open half of a socket alone does not keep Node alive
socket.on('connect', () => console.log('connected'));
socket.on('data', (chunk) => console.log(`received ${JSON.stringify(`${chunk}`)}`));
socket.on('end', () => console.log('the server has ended, I have not'));
socket.on('close', () => console.log('closed'));
socket.on('error', (error) => console.log(`error: ${error.code}`));
