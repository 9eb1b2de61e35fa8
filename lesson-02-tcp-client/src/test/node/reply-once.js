// Responds with `test` once and sends FIN, but reads until the client's FIN.
// node reply-once.js [PORT]
'use strict';
const net = require('node:net');

const [port = 5000] = process.argv.slice(2);
const server = net.createServer((socket) => {
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    console.log(text);
    if (!socket.writableEnded) socket.end('test');
  });
  socket.on('error', (error) => console.error(error.message));
});
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
