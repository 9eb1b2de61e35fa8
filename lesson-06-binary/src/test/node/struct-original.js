// Reads the struct with the mistakes of the original. It prints strings as JSON, so that
// control characters are visible; apart from that it does what the original does.
// node struct-original.js [PORT]
'use strict';
const net = require('node:net');

const [port = 8001] = process.argv.slice(2);
const show = JSON.stringify;
// tag::read[]
const socket = net.connect({ port, host: '127.0.0.1' });
socket.on('data', (data) => { // <1>
  const a = data.subarray(0, 4); // <2>
  const b = data.subarray(4, 8);
  const c = data.subarray(8, 24); // <3>
  console.log('char a :', show(a.toString('utf8')));
  console.log('int b :', b.readUInt8()); // <4>
  console.log('char c :', show(c.toString('utf8')));
});
// end::read[]
socket.on('error', (error) => console.error(`error: ${error.code}`));
