// Reads the structs correctly, in whatever chunks their bytes arrive.
// node struct.js [PORT]
'use strict';
const net = require('node:net');

const [port = 8001] = process.argv.slice(2);
// tag::read[]
const SIZE = 24;
let rest = Buffer.alloc(0);
const socket = net.connect({ port, host: '127.0.0.1' });
socket.on('data', (data) => {
  rest = Buffer.concat([rest, data]); // <1>
  for (; rest.length >= SIZE; rest = rest.subarray(SIZE)) print(rest);
});
socket.on('end', () => {
  if (rest.length > 0) console.error(`truncated: ${SIZE - rest.length} bytes are missing`);
});

function print(struct) {
  const c = struct.subarray(8, 23);
  const end = c.indexOf(0);
  console.log('char a :', String.fromCharCode(struct[0]));
  console.log('int b :', struct.readInt32LE(4)); // <2>
  console.log('char c :', c.toString('utf8', 0, end < 0 ? c.length : end)); // <3>
}
// end::read[]
socket.on('error', (error) => console.error(`error: ${error.code}`));
