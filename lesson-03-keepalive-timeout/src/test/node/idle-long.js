// The idle timeout in Node with a 'timeout' listener that writes, then ends, at every timeout.
// node --stack-trace-limit=0 idle-long.js [PORT [MILLISECONDS]]
'use strict';
const net = require('node:net');

const [port = 6001, limit = 6000] = process.argv.slice(2);
// tag::serve[]
const server = net.createServer((socket) => {
  socket.on('data', (chunk) => socket.write(chunk));
  socket.setTimeout(Number(limit)); // <1>
  socket.on('timeout', () => { // <2>
    console.log('timeout');
    socket.write('idle timeout..');
    socket.end();
  });
});
// end::serve[]
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
