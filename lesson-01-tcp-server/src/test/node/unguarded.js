// A server that writes and ends at each 'data' event, even after end(); no 'error' listener.
// node --stack-trace-limit=0 unguarded.js [PORT]
'use strict';
const net = require('node:net');

const [port = 5000] = process.argv.slice(2);
// tag::serve[]
const server = net.createServer((socket) => {
  socket.on('data', (chunk) => {
    console.log(`${chunk}`);
    socket.write('test');
    socket.end();
  });
});
// end::serve[]
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
