import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Each body comes back, whichever way its end is found. */
final class BodiesChecks extends ServerChecks {

  private static final String COMPLETE = "a request is complete";
  private static final String UNFINISHED = "the body is incomplete";
  private static final byte[] EMPTY = new byte[0];

  @Override
  protected void checks() {
    check(
        "no body",
        peer -> {
          for (int i = 0; i < 2; i++) {
            peer.send(get());
            comesBack(peer, EMPTY);
          }
        });

    check(
        "a length",
        peer -> {
          var body = everyByte();
          peer.send(withLength("Content-Length", body));
          comesBack(peer, body);
        });

    check(
        "a body in pieces",
        peer -> {
          var body = Bytes.utf8(word() + "\r\n\r\n" + word());
          var request = withLength("Content-Length", body);
          int head = request.length - body.length;
          peer.send(Bytes.part(request, 0, head));
          peer.nothingComes(UNFINISHED);
          peer.sendInPieces(Bytes.part(request, head, request.length - 1), 2, 3);
          peer.nothingComes(UNFINISHED);
          peer.send(Bytes.part(request, request.length - 1, request.length));
          comesBack(peer, body);
        });

    check(
        "chunks",
        peer -> {
          var first = randomBytes(0x1a);
          var second = randomBytes(0xb0);
          peer.send(chunked());
          peer.send("1");
          peer.send("a\r\n");
          peer.sendInPieces(first, 5);
          peer.send("\r\nB0\r\n");
          peer.sendInPieces(second, 100);
          peer.send("\r\n0\r\n");
          peer.nothingComes(UNFINISHED);
          peer.send("\r\n");
          comesBack(peer, Bytes.join(first, second));
        });

    check(
        "upper and lower case",
        peer -> {
          var first = Bytes.utf8(word());
          peer.send(withLength("content-LENGTH", first));
          comesBack(peer, first);
          var second = word();
          peer.send(
              "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-ENCODING: Chunked\r\n\r\n"
                  + chunk(second)
                  + "0\r\n\r\n");
          comesBack(peer, Bytes.utf8(second));
        });

    check(
        "extensions and trailers",
        peer -> {
          var body = word();
          peer.send(
              chunked()
                  + Integer.toHexString(body.length())
                  + ";name=value\r\n"
                  + body
                  + "\r\n0\r\nX-First: 1\r\nX-Second: 2\r\n\r\n");
          comesBack(peer, Bytes.utf8(body));
          peer.nothingComes("no other request has come");
          peer.send(get());
          comesBack(peer, EMPTY);
        });

    check(
        "several in one piece",
        peer -> {
          var first = Bytes.utf8(word());
          var second = word();
          var chunks = chunked() + chunk(second) + "0\r\n\r\n";
          peer.send(
              Bytes.join(
                  withLength("Content-Length", first), Bytes.utf8(chunks), Bytes.utf8(get())));
          comesBack(peer, first);
          comesBack(peer, Bytes.utf8(second));
          comesBack(peer, EMPTY);
        });

    check(
        "the last request",
        peer -> {
          var body = word();
          peer.send(
              "PUT / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
          var response = peer.expectResponse(COMPLETE, 200, Bytes.utf8(body));
          peer.expectEnd();
          peer.that(
              response.field("Connection").equalsIgnoreCase("close"),
              "the last response has Connection: close");
        });
  }

  private static String get() {
    return "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static byte[] withLength(String name, byte[] body) {
    var head = "POST / HTTP/1.1\r\nHost: localhost\r\n" + name + ": " + body.length + "\r\n\r\n";
    return Bytes.join(Bytes.utf8(head), body);
  }

  private static String chunked() {
    return "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  private static void comesBack(Connection peer, byte[] body) {
    peer.expectResponse(COMPLETE, 200, body);
  }
}
