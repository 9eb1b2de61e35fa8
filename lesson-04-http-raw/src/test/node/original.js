// The original's HTTP server with its mistakes, which the lesson explains; only texts differ.
// node original.js [PORT]
'use strict';
const net = require('node:net');

const [port = 5000] = process.argv.slice(2);
// tag::server[]
const server = net.createServer((socket) => {
  socket.on('data', (data) => { // <1>
    const httpMsg = `
            HTTP/1.1 200 Success
            Connection: close
            Content-Length: 1573
            Content-Type: text/html; charset=UTF-8
            Date: Mon ~
            
            <!DOCTYPE html>
            <html lang=kr>
                <meta charset=utf-8>
                <title>HELLO HTTP!</title>
                <body>
                    <h1>HELLO!</h1>
                </body>
            </html>
            `; // <2>
    socket.write(httpMsg);
    socket.end(); // <3>
  });
});
// end::server[]
server.listen(port, () => console.log(`listen on port ${server.address().port}`));
