// The idle timeout in Node with one call. With 'guarded', destroySoon() also closes the socket.
// node idle-short.js [PORT [MILLISECONDS [guarded]]]
'use strict';
const net = require('node:net');

const [port = 6001, limit = 6000, guarded] = process.argv.slice(2);
// tag::serve[]
const server = net.createServer((socket) => {
  socket.on('data', (chunk) => socket.write(chunk));
  socket.setTimeout(Number(limit), () => { // <1>
    console.log('timeout');
    socket.end('idle timeout..'); // <2>
    if (guarded) socket.destroySoon(); // <3>
  });
});
// end::serve[]
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
