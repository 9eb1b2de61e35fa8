// A server with room for one: the next connection is closed at once, and the server is told.
// node drop.js [PORT]
'use strict';
const net = require('node:net');

const [port = 5000] = process.argv.slice(2);
const server = net.createServer(() => console.log('connection'));
server.maxConnections = 1;
server.on('drop', () => console.log('drop'));
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
