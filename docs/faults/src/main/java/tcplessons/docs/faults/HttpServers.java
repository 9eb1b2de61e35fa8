package tcplessons.docs.faults;

import static tcplessons.docs.faults.Say.bytes;
import static tcplessons.docs.faults.Say.exactly;
import static tcplessons.docs.faults.Say.garbage;
import static tcplessons.docs.faults.Say.many;
import static tcplessons.docs.faults.Say.pattern;
import static tcplessons.docs.faults.ServerProcess.SERVED;
import static tcplessons.docs.faults.Servers.FLOOD;
import static tcplessons.docs.faults.Servers.MUCH;
import static tcplessons.docs.faults.Servers.NOISE;
import static tcplessons.docs.faults.Servers.resets;
import static tcplessons.docs.faults.Servers.times;

import java.time.Duration;
import java.util.List;
import tcplessons.docs.faults.Exchange.Ask;
import tcplessons.docs.faults.Exchange.Invited;
import tcplessons.docs.faults.Outcome.Answered;
import tcplessons.docs.faults.Outcome.Closed;
import tcplessons.docs.faults.Outcome.Limited;
import tcplessons.docs.faults.Outcome.Refused;
import tcplessons.docs.faults.Outcome.Released;
import tcplessons.docs.faults.Outcome.Reset;

/** The servers of lesson 04. */
final class HttpServers {

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final String SHOWN_LIMIT = "3 s";
  private static final String WRITE_LIMIT = "3 s + 1 s/KiB";
  private static final String CLOSE_LIMIT = "2 s";

  private static final String EXPECT = "\r\nExpect: 100-continue";
  private static final String INVITATION = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final String HELLO = "hello";

  /** A field's line, whatever it says. */
  private static final String FIELDS = "(?:[!-~]+: [ -~]*\r\n)+\r\n";

  /** More than the 32 KiB that a head may have. */
  private static final byte[] LARGE_HEAD =
      bytes("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(33000) + "\r\n\r\n");

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="ko">
      <meta charset="utf-8">
      <title>HELLO HTTP!</title>
      <body>
      <h1>HELLO!</h1>
      </body>
      </html>
      """;

  private HttpServers() {}

  static List<Row> all() {
    return List.of(hello(), inspect(), broken(), echo(), files());
  }

  private static Step step(String name) {
    return Servers.step(
        4,
        name,
        "--idle-time",
        "3s",
        "--head-time",
        "3s",
        "--body-time",
        "3s",
        "--write-time",
        "3s");
  }

  private static String request(String line, String connection, String body) {
    return line
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: "
        + connection
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String answer(String connection, String type, String body) {
    return "HTTP/1.1 200 OK\r\nDate: "
        + Say.DATE
        + "\r\nConnection: "
        + connection
        + "\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static Outcome refused(String status) {
    return new Refused(pattern("HTTP/1\\.1 " + status + "\r\n" + FIELDS + status + ": [ -~]+\n"));
  }

  private static Row hello() {
    return speaks(
        step("hello"),
        request("GET /", "close", ""),
        exactly(answer("close", "text/html; charset=utf-8", PAGE)),
        request("GET /", "keep-alive", ""),
        exactly(
            answer("keep-alive", "text/html; charset=utf-8", PAGE)
                + answer("close", "text/html; charset=utf-8", PAGE)));
  }

  private static Row echo() {
    return speaks(
        step("echo"),
        request("POST /", "close", HELLO),
        exactly(answer("close", "application/octet-stream", HELLO)),
        request("POST /", "keep-alive", HELLO),
        exactly(
            answer("keep-alive", "application/octet-stream", HELLO)
                + answer("close", "application/octet-stream", HELLO)));
  }

  private static Row files() {
    var file = "HTTP/1\\.1 200 OK\r\n" + FIELDS + "hello\n";
    return speaks(
            step("files"),
            request("GET /" + SERVED, "close", ""),
            pattern(file),
            request("GET /" + SERVED, "keep-alive", ""),
            pattern(file + file))
        // Needs no descriptor but its connection's.
        .alone(
            new Ask(
                bytes(request("HEAD /" + SERVED, "close", "")),
                pattern("HTTP/1\\.1 200 OK\r\n" + FIELDS)));
  }

  /** A server that really speaks HTTP. */
  private static Row speaks(Step step, String last, Hears once, String first, Hears twice) {
    var message = bytes(last);
    return resets(Row.of(step, new Ask(message, once)), message, Integer.MAX_VALUE)
        .finishes(invited(last.substring(0, last.indexOf(" HTTP")), once))
        .bears(Column.DRIP, new Drip(message), new Answered(once))
        .bears(Column.ONE_SEGMENT, new OneSegment(bytes(first + last)), new Answered(twice))
        .bears(Column.HALF_CLOSE, new HalfCloser(), new Closed())
        .bears(
            Column.SILENT, new Silent(Peer.PATIENCE), new Limited(SHOWN_LIMIT, LIMIT, new Closed()))
        .bears(
            Column.NEVER_READS,
            new NeverReader(times(bytes(first), 50), FLOOD, Peer.PATIENCE, false),
            new Limited(WRITE_LIMIT, LIMIT, new Reset()))
        .bears(
            Column.NEVER_CLOSES,
            new NeverCloser(message, Peer.PATIENCE),
            new Released(CLOSE_LIMIT, CLOSE, once))
        .bears(
            Column.OVERSIZE, new Talker(LARGE_HEAD), refused("431 Request Header Fields Too Large"))
        .bears(Column.GARBAGE, new Talker(garbage(NOISE)), refused("400 Bad Request"));
  }

  /** A request whose body comes when the server asks for it: RFC 9110 section 10.1.1. */
  private static Invited invited(String line, Hears answer) {
    var all = request(line, "close" + EXPECT, HELLO);
    var asks = bytes(all.substring(0, all.length() - HELLO.length()));
    return new Invited(asks, INVITATION, bytes(HELLO), answer);
  }

  private static Row inspect() {
    var message = bytes(request("GET /", "close", ""));
    var test = exactly("test");
    return looselySpeaks(Row.of(step("inspect"), new Ask(message, test)), message, test)
        .bears(Column.OVERSIZE, new Talker(many('a', MUCH)), new Answered(test))
        .bears(Column.GARBAGE, new Talker(garbage(NOISE)), new Answered(test));
  }

  private static Row broken() {
    var message = bytes(request("GET /", "close", ""));
    var page = pattern("HTTP/1\\.1 200 Success\r\n" + FIELDS + "<!DOCTYPE html>\n.*</html>\n");
    return looselySpeaks(Row.of(step("broken"), new Ask(message, page)), message, page)
        .bears(Column.OVERSIZE, new Talker(LARGE_HEAD), new Closed())
        .bears(Column.GARBAGE, new Talker(garbage(NOISE)), new Closed());
  }

  /** A server that answers once and ends, whatever else has come. */
  private static Row looselySpeaks(Row row, byte[] message, Hears answer) {
    return resets(row, message, Integer.MAX_VALUE)
        .bears(Column.ONE_SEGMENT, new OneSegment(times(message, 2)), new Answered(answer))
        .bears(Column.DRIP, new Drip(message), new Answered(answer))
        .bears(Column.HALF_CLOSE, new HalfCloser(), new Closed())
        .bears(
            Column.SILENT, new Silent(Peer.PATIENCE), new Limited(SHOWN_LIMIT, LIMIT, new Closed()))
        .bears(
            Column.NEVER_READS,
            new NeverReader(times(message, 50), FLOOD, Peer.PATIENCE, false),
            new Limited(CLOSE_LIMIT, CLOSE, new Reset()))
        .bears(
            Column.NEVER_CLOSES,
            new NeverCloser(message, Peer.PATIENCE),
            new Released(CLOSE_LIMIT, CLOSE, answer));
  }
}
