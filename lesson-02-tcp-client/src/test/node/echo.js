// The Node counterpart of the step echo.
// node echo.js [PORT]
'use strict';
const net = require('node:net');

const [port = 3000] = process.argv.slice(2);
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  socket.pipe(socket); // ends its own direction when the client has ended, and not before
  socket.on('error', (error) => console.error(error.message));
});
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
