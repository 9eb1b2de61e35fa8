// Says far more than one word, and reports what came back and how it ended.
// node talkative.js PORT [BYTES]
'use strict';
const net = require('node:net');

const [port, bytes = 200000, host = '127.0.0.1'] = process.argv.slice(2);
// tag::client[]
const socket = net.connect({ port, host, allowHalfOpen: true }, () => {
  socket.end('testing~'.repeat(bytes / 8)); // everything, then our own end
});
socket.setEncoding('utf8');
socket.on('data', (chunk) => console.log(`receive: ${chunk}`));
socket.on('end', () => console.log('disconnected.'));
socket.on('error', (error) => console.log(`error: ${error.code}`));
socket.on('close', (hadError) => console.log(`closed ${hadError ? 'by an error' : 'in order'}`));
// end::client[]
