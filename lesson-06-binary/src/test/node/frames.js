// The Node counterpart of the step frames: sends back every frame.
// node frames.js [PORT [MAX_FRAME]]
'use strict';
const net = require('node:net');
const { FrameDecoder, frame } = require('./frame-decoder.js');

const [port = 8002, maxFrame = 1024 * 1024] = process.argv.slice(2);
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  const decoder = new FrameDecoder(Number(maxFrame), (payload) => {
    console.log(`frame of ${payload.length} bytes: ${JSON.stringify(payload.toString())}`);
    socket.write(frame(payload));
  });
  socket.on('data', (chunk) => {
    try {
      decoder.decode(chunk);
    } catch (error) {
      console.error(error.message);
      socket.destroy();
    }
  });
  socket.on('end', () => {
    if (decoder.rest !== null) console.error(`truncated after ${decoder.rest.length} bytes`);
    socket.end();
  });
  socket.on('error', (error) => console.error(`error: ${error.code}`));
});
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
