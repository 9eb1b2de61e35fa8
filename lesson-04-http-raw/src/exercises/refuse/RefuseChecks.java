import static java.nio.charset.StandardCharsets.ISO_8859_1;

import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Valid requests get their bodies back. Ambiguous ones are refused, and nothing follows them. */
final class RefuseChecks extends ServerChecks {

  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final String HOST = "Host: localhost\r\n";
  private static final String CHUNKED = HOST + "Transfer-Encoding: chunked\r\n";
  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\n" + HOST + "\r\n";
  private static final String[] LENGTHS = {
    "+5", "-5", "0x5", "5 5", "5, 5", "five", "", "5.0", "1_0", "\u00b2"
  };
  private static final String[] SIZES = {
    "+5", "-5", "0x5", " 5", "5 ", "", "5g", "5 5", "1_0", "ffffffffffffffffffffg"
  };

  @Override
  protected void checks() {
    check(
        "harmless requests",
        peer -> {
          var body = word() + "\r\n" + HIDDEN;
          accepts(peer, "a request without a body", "Host:localhost\r\n\r\n", "");
          accepts(
              peer,
              "fields in any case, with spaces around their values",
              "hOST: \t[::1]:5000 \r\nCONTENT-length:  " + body.length() + "\t\r\n\r\n" + body,
              body);
          accepts(
              peer,
              "a length with zeros before it",
              HOST + "Content-Length: 0005\r\n\r\nhello",
              "hello");
          accepts(
              peer,
              "other fields, twice, empty and not ASCII",
              HOST + "X: 1\r\nx: 2\r\nEmpty:\r\nX_y~z!: \u00ed\u0095\u009c:\u0085\r\n\r\n",
              "");
          accepts(
              peer,
              "chunks with extensions and trailers",
              HOST
                  + "Transfer-encoding: CHUNKED\r\n\r\n0005;a=b;c=\"d e\"\r\nhello\r\n"
                  + "0A;x\r\n0123456789\r\na\r\n0123456789\r\n000;last\r\nX: y\r\n\r\n",
              "hello01234567890123456789");
          var large = "a".repeat(BODY_BYTES_MAX);
          accepts(
              peer,
              "a body of exactly 1 MiB",
              HOST + "Content-Length: " + BODY_BYTES_MAX + "\r\n\r\n" + large,
              large);
          accepts(
              peer,
              "chunks of exactly 1 MiB in all",
              CHUNKED
                  + "\r\n80000\r\n"
                  + large.substring(0, 0x80000)
                  + "\r\n80000\r\n"
                  + large.substring(0x80000)
                  + "\r\n0\r\n\r\n",
              large);
        });

    check(
        "two lengths",
        () -> {
          var both = "Content-Length and Transfer-Encoding";
          var end = "\r\n0\r\n\r\n";
          refuses(both, HOST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + end, 400);
          refuses(both, CHUNKED + "content-length: 5\r\n" + end, 400);
          refuses(
              "two different values of Content-Length",
              HOST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
              400);
        });

    check(
        "another transfer coding",
        () -> {
          for (var coding : new String[] {"xchunked", "identity"}) {
            refuses(
                "a transfer coding other than chunked",
                HOST + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n",
                400,
                501);
          }
        });

    check(
        "a length that is no number",
        () -> {
          for (var length : LENGTHS) {
            refuses(
                "a Content-Length that is not only digits",
                HOST + "Content-Length: " + length + "\r\n\r\nhello",
                400);
          }
        });

    check(
        "overflow",
        () -> {
          var large = "a body of more than 1 MiB";
          refuses(large, HOST + "Content-Length: " + (BODY_BYTES_MAX + 1) + "\r\n\r\n", 413);
          for (var length : new String[] {"4294967301", "18446744073709551621", "9".repeat(400)}) {
            refuses(large, HOST + "Content-Length: " + length + "\r\n\r\nhello", 413, 400);
          }
          for (var size : new String[] {"100000005", "10000000000000005", "ffffffffffffffff"}) {
            refuses(large, CHUNKED + "\r\n" + size + "\r\nhello\r\n0\r\n\r\n", 413, 400);
          }
          refuses(
              "chunks of more than 1 MiB in all",
              CHUNKED + "\r\n100000\r\n" + "a".repeat(BODY_BYTES_MAX) + "\r\n1\r\n",
              413);
          memoryIsLeft("a length is no reason to allocate");
        });

    check(
        "chunks",
        () -> {
          for (var size : SIZES) {
            refuses(
                "a chunk size that is not only hexadecimal digits",
                CHUNKED + "\r\n" + size + "\r\nhello\r\n0\r\n\r\n",
                400);
          }
          refuses(
              "a chunk that is longer than its size", CHUNKED + "\r\n4\r\nhello\r\n0\r\n\r\n", 400);
        });

    check(
        "line ends",
        () -> {
          refuses("a line that ends with LF alone", "Host: localhost\n\r\n", 400);
          refuses(
              "an LF in a value", HOST + "X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
          refuses("a CR in a value", HOST + "X: y\rz\r\n\r\n", 400);
        });

    check(
        "fields",
        () -> {
          refuses(
              "a space before the colon",
              HOST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
              400);
          refuses("a value that goes on in the next line", HOST + "X: y\r\n z\r\n\r\n", 400);
          refuses("a line without a colon", HOST + "X\r\n\r\n", 400);
        });

    check(
        "Host",
        () -> {
          refuses("no Host", "X: y\r\n\r\n", 400);
          refuses("two Hosts", HOST + "Host: example.com\r\n\r\n", 400);
        });
  }

  private static void accepts(Connection peer, String what, String rest, String body) {
    peer.send(request(rest));
    peer.expectResponse(what, 200, Bytes.utf8(body));
  }

  /** The client has sent another request in the same piece, which must not get a response. */
  private void refuses(String what, String rest, int... statuses) {
    var peer = connect();
    peer.send(request(rest + HIDDEN));
    peer.receiveHead(what, statuses);
    var more = peer.receiveUntilClosed("where the refused request ends is not known");
    peer.that(
        !new String(more, ISO_8859_1).contains("HTTP/1."),
        "nothing after the refused request is a request",
        more);
  }

  private static byte[] request(String rest) {
    return ("POST / HTTP/1.1\r\n" + rest).getBytes(ISO_8859_1);
  }
}
