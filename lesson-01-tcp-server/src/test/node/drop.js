// A server with maxConnections 1: it closes the next connection at once and gets a 'drop' event.
// node drop.js [PORT]
'use strict';
const net = require('node:net');

const [port = 5000] = process.argv.slice(2);
const server = net.createServer(() => console.log('connection'));
server.maxConnections = 1;
server.on('drop', () => console.log('drop'));
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
