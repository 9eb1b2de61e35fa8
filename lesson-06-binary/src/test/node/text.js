// Prints each chunk as text: decoded on its own, or by setEncoding.
// node text.js [PORT [--set-encoding]]
'use strict';
const net = require('node:net');

const [port = 6008, decoding] = process.argv.slice(2);
// tag::serve[]
const server = net.createServer((socket) => {
  if (decoding) socket.setEncoding('utf8'); // <1>
  socket.on('data', (chunk) => {
    console.log(typeof chunk, JSON.stringify(chunk.toString())); // <2>
  });
  socket.on('end', () => console.log('the client has ended'));
  socket.on('error', (error) => console.error(`error: ${error.code}`));
});
// end::serve[]
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
