// Reads a request, and sends FIN without a response.
// node hang-up.js PORT
'use strict';
const net = require('node:net');

const [port = 5000] = process.argv.slice(2);
const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(`error: ${error.code}`));
  socket.once('data', (data) => {
    console.log(data.toString().split('\r\n')[0]);
    console.log('end without an answer');
    socket.end();
  });
});
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
