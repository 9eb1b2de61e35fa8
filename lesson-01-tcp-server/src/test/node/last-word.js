// Sends one more message after the server's FIN, then its own FIN; prints how the socket closed.
// node last-word.js PORT [MILLISECONDS], the pause before the message
'use strict';
const net = require('node:net');

const [port, pause = 0] = process.argv.slice(2);
// tag::client[]
const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
socket.on('connect', () => socket.write('testing~'));
socket.setEncoding('utf8');
socket.on('data', (chunk) => console.log(`receive: ${chunk}`));
socket.on('end', () => {
  console.log('the server has ended; one more word');
  setTimeout(() => socket.end('one more word'), Number(pause));
});
socket.on('error', (error) => console.log(`error: ${error.code}`));
socket.on('close', (hadError) => console.log(`closed ${hadError ? 'by an error' : 'in order'}`));
// end::client[]
