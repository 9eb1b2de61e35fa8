// struct: a client that prints the structs of a C++ server.
const net = require('node:net');

const SIZE = 24;
const OFFSET_B = 4;
const OFFSET_C = 8;
const LENGTH_C = 15;
const [host, port] = process.argv.slice(-2);

let rest = Buffer.alloc(0); // not yet a whole struct
const socket = net.connect({ host, port: Number(port) });
socket.on('data', data => {
  rest = Buffer.concat([rest, data]);
  for (; rest.length >= SIZE; rest = rest.subarray(SIZE)) {
    print(rest.subarray(0, SIZE));
  }
});
socket.on('end', () => {
  if (rest.length > 0) {
    console.error(`truncated: ${rest.length} of ${SIZE} bytes came`);
    process.exitCode = 1;
  }
});

function print(struct) {
  const chars = struct.subarray(OFFSET_C, OFFSET_C + LENGTH_C);
  const end = chars.indexOf(0);
  const c = chars.toString('ascii', 0, end < 0 ? LENGTH_C : end);
  console.log(String.fromCharCode(struct[0]), struct.readInt32LE(OFFSET_B), c);
}
