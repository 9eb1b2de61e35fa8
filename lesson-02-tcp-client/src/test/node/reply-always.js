// The Node counterpart of the step reply-always.
// node reply-always.js [PORT]
'use strict';
const net = require('node:net');

const [port = 5000] = process.argv.slice(2);
// tag::serve[]
const server = net.createServer((socket) => {
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    console.log(text);
    socket.write('test');
  });
  socket.on('error', (error) => console.error(error.message));
});
// end::serve[]
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
