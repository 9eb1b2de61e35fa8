// Sends each chunk from stdin to the server. EOF on stdin does not end the connection.
// node keyboard.js PORT
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);
const socket = net.connect({ port, host: '127.0.0.1' }, () => console.log('connected'));
process.stdin.on('data', (chunk) => {
  const taken = socket.write(chunk);
  console.log(`typed ${chunk.toString().trim()}, taken: ${taken}`);
});
process.stdin.on('end', () => console.log('the input has ended'));
socket.on('data', () => {});
socket.on('close', (hadError) => console.log(`closed ${hadError ? 'by an error' : 'in order'}`));
socket.on('error', (error) => console.error(`error: ${error.code}`));
