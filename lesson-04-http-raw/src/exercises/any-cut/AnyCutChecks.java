import static java.nio.charset.StandardCharsets.ISO_8859_1;

import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Requests are found in the bytes, not in the pieces. */
final class AnyCutChecks extends ServerChecks {

  private static final int HEAD_BYTES_MAX = 8192;
  private static final String COMPLETE = "a request is complete";
  private static final String UNFINISHED = "the empty line has not come";
  private static final String LIMIT = "a head has at most 8192 bytes";

  @Override
  protected void checks() {
    check(
        "one after the other",
        peer -> {
          for (int i = 0; i < 2; i++) {
            var target = target();
            peer.send(request(target));
            expect(peer, target);
          }
          peer.nothingComes("no request has come");
        });

    check(
        "a request in pieces",
        peer -> {
          var first = target();
          var bytes = Bytes.utf8(request(first));
          int cut = 1 + random().nextInt(bytes.length - 5);
          peer.send(Bytes.part(bytes, 0, cut));
          peer.nothingComes(UNFINISHED);
          peer.send(Bytes.part(bytes, cut, bytes.length - 2));
          peer.nothingComes(UNFINISHED);
          peer.send(Bytes.part(bytes, bytes.length - 2, bytes.length));
          expect(peer, first);
          var second = target();
          peer.sendByteByByte(Bytes.utf8(request(second)));
          expect(peer, second);
        });

    check(
        "two clients at once",
        () -> {
          var first = connect();
          var second = connect();
          var targets = new String[] {target() + "1", target() + "2"};
          var requests = new String[] {request(targets[0]), request(targets[1])};
          int cut = "GET /".length();
          first.send(requests[0].substring(0, cut));
          settle();
          second.send(requests[1].substring(0, cut + 1));
          settle();
          first.send(requests[0].substring(cut));
          expect(first, targets[0]);
          second.send(requests[1].substring(cut + 1));
          expect(second, targets[1]);
        });

    check(
        "two requests in one piece",
        peer -> {
          var first = target();
          var second = target();
          peer.send(request(first) + request(second));
          expect(peer, first);
          expect(peer, second);
        });

    check(
        "one and a half",
        peer -> {
          var first = target();
          var second = target();
          var next = request(second);
          int cut = 1 + random().nextInt(next.length() - 2);
          peer.send(request(first) + next.substring(0, cut));
          expect(peer, first);
          peer.send(next.substring(cut));
          expect(peer, second);
        });

    check(
        "FIN within a request",
        peer -> {
          var first = target();
          var second = target();
          peer.send(request(first) + request(second) + "GET /unfinished HTTP/1.1\r\n");
          peer.finish();
          expect(peer, first);
          expect(peer, second);
          // RFC 9112 section 8 lets a server respond to an incomplete request with an error.
          var rest = peer.receiveAll("nothing, or an error response");
          peer.that(
              rest.length == 0 || new String(rest, ISO_8859_1).startsWith("HTTP/1.1 4"),
              "an incomplete request gets no response, or an error response",
              rest);
        });

    check(
        "8 KiB",
        peer -> {
          var target = target();
          var begin = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nX: ";
          peer.send(begin + "a".repeat(HEAD_BYTES_MAX - begin.length() - 4) + "\r\n\r\n");
          expect(peer, target);
          var other = connect();
          other.send(begin + "a".repeat(HEAD_BYTES_MAX + 1 - begin.length()));
          other.receiveHead(LIMIT, 431);
          other.expectClosed(LIMIT);
        });
  }

  private String target() {
    return "/" + word() + "/" + random().nextInt(1000);
  }

  private static String request(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static void expect(Connection peer, String target) {
    peer.expectResponse(COMPLETE, 200, Bytes.utf8(target));
  }
}
