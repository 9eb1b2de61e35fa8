// Sends a request in pieces, each in its own segment, and prints the response.
// node pieces.js PORT MILLIS PIECE...   (in a piece, \r and \n are what they are in JavaScript)
'use strict';
const net = require('node:net');

const [port = 5000, millis = 500, ...pieces] = process.argv.slice(2);
const unescaped = (piece) => piece.replaceAll('\\r', '\r').replaceAll('\\n', '\n');

const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }, () => {
  const next = () => {
    socket.write(unescaped(pieces.shift()));
    if (pieces.length > 0) {
      timer = setTimeout(next, millis);
    }
  };
  let timer = setTimeout(next, 0);
  socket.on('end', () => clearTimeout(timer)); // the server has sent FIN
});
socket.setEncoding('utf8');
socket.on('data', (text) => process.stdout.write(text));
socket.on('error', (error) => console.error(`error: ${error.code}`));
