// both-ways: a client that sends its stdin and prints what it receives, at the same time.
const net = require('node:net');

const [host, port] = process.argv.slice(-2);

const socket = net.connect({ host, port: Number(port), allowHalfOpen: true });
process.stdin.pipe(socket); // sends FIN at the end of stdin
socket.pipe(process.stdout);
socket.on('end', () => { // without these two, the process exits
  process.stdin.destroy();
  socket.destroy();
});
