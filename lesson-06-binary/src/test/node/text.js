// Prints each chunk as text and sends that back: decoded on its own, or by setEncoding.
// node text.js [PORT [--set-encoding]]
'use strict';
const net = require('node:net');

const [port = 6008, decoding] = process.argv.slice(2);
// tag::serve[]
const server = net.createServer((socket) => {
  if (decoding) socket.setEncoding('utf8'); // <1>
  socket.on('data', (chunk) => {
    const text = chunk.toString(); // <2>
    console.log(`${typeof chunk}: ${JSON.stringify(text)}`);
    socket.write(text);
  });
  socket.on('end', () => console.log('the client has ended'));
  socket.on('error', (error) => console.error(`error: ${error.code}`));
});
// end::serve[]
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
