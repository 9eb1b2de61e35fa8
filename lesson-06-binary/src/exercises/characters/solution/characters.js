// characters: a server that sends back the code point of each character.
const net = require('node:net');

net
  .createServer({ allowHalfOpen: true }, socket => {
    socket.setEncoding('utf8'); // keeps the bytes of an incomplete character for the next event
    socket.on('data', text => {
      for (const character of text) {
        const digits = character.codePointAt(0).toString(16).toUpperCase();
        socket.write(`U+${digits.padStart(4, '0')}\n`);
      }
    });
    socket.on('end', () => socket.end());
    socket.on('error', error => console.error(error.message));
  })
  .listen(Number(process.argv.at(-1)));
