// printable: a server that sends each line to all clients, safe to print.
const net = require('node:net');

const LINE_BYTES_MAX = 1024;
const UNSAFE =
  /[\0-\x08\n-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g; // all but the tab

const clients = new Set();

function printable(line) {
  const text = line.toString().replace(/\r?\n$/, '');
  return text.replace(UNSAFE, '\ufffd') + '\n';
}

net
  .createServer(socket => {
    let line = Buffer.alloc(0); // what has come of the client's current line
    clients.add(socket);
    socket.on('data', bytes => {
      line = Buffer.concat([line, bytes]);
      for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
        const whole = printable(line.subarray(0, end + 1));
        clients.forEach(client => client.write(whole));
        line = line.subarray(end + 1);
      }
      if (line.length >= LINE_BYTES_MAX) {
        socket.destroy();
      }
    });
    socket.on('error', error => console.error(error.message));
    socket.on('close', () => clients.delete(socket));
  })
  .listen(Number(process.argv.at(-1)));
