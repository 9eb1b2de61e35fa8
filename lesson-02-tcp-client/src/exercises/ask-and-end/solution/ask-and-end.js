// ask-and-end: a client that sends its stdin, ends the request with FIN, and prints the response.
const net = require('node:net');

const [host, port] = process.argv.slice(-2);

const socket = net.connect({ host, port: Number(port), allowHalfOpen: true });
process.stdin.pipe(socket); // sends FIN at the end of stdin
socket.pipe(process.stdout);
