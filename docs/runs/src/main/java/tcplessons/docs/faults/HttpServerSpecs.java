package tcplessons.docs.faults;

import static tcplessons.docs.faults.ServerProcess.SERVED_FILE;
import static tcplessons.docs.faults.ServerSpecs.BEYOND_BUFFERS_BYTES;
import static tcplessons.docs.faults.ServerSpecs.MIB;
import static tcplessons.docs.faults.ServerSpecs.RANDOM_BYTES;
import static tcplessons.docs.faults.ServerSpecs.resets;
import static tcplessons.grader.peers.PeerBytes.bytes;
import static tcplessons.grader.peers.PeerBytes.exactly;
import static tcplessons.grader.peers.PeerBytes.pattern;
import static tcplessons.grader.peers.PeerBytes.randomBytes;
import static tcplessons.grader.peers.PeerBytes.repeat;

import java.time.Duration;
import java.util.List;
import tcplessons.docs.faults.Exchange.ExpectContinue;
import tcplessons.docs.faults.Exchange.RequestResponse;
import tcplessons.docs.faults.Outcome.Answered;
import tcplessons.docs.faults.Outcome.Closed;
import tcplessons.docs.faults.Outcome.ClosedAtLimit;
import tcplessons.docs.faults.Outcome.Limited;
import tcplessons.docs.faults.Outcome.Refused;
import tcplessons.docs.faults.Outcome.Reset;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.BulkSender;
import tcplessons.grader.peers.ByteByByteSender;
import tcplessons.grader.peers.ExpectedBytes;
import tcplessons.grader.peers.HalfCloser;
import tcplessons.grader.peers.IdlePeer;
import tcplessons.grader.peers.NeverCloser;
import tcplessons.grader.peers.NeverReader;
import tcplessons.grader.peers.PeerBytes;
import tcplessons.grader.peers.SingleSegmentSender;

/** The servers of lesson 04. */
final class HttpServerSpecs {

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);
  private static final String SHOWN_LIMIT = "3 s";
  private static final String SHOWN_WRITE_LIMIT = "3 s + 1 s/KiB";
  private static final String SHOWN_DRAIN_LIMIT = "2 s";

  private static final String EXPECT = "\r\nExpect: 100-continue";
  private static final String INTERIM_RESPONSE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final String HELLO = "hello";

  /** Any header fields. */
  private static final String FIELDS = "(?:[!-~]+: [ -~]*\r\n)+\r\n";

  /** The limit is 32 KiB. */
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

  private HttpServerSpecs() {}

  static List<ServerSpec> all() {
    return List.of(hello(), inspect(), broken(), echo(), files());
  }

  private static ServerStep step(String name) {
    return ServerSpecs.step(
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

  private static String response(String connection, String type, String body) {
    return "HTTP/1.1 200 OK\r\nDate: "
        + PeerBytes.DATE
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

  private static ServerSpec hello() {
    return conforming(
        step("hello"),
        request("GET /", "close", ""),
        exactly(response("close", "text/html; charset=utf-8", PAGE)),
        request("GET /", "keep-alive", ""),
        exactly(
            response("keep-alive", "text/html; charset=utf-8", PAGE)
                + response("close", "text/html; charset=utf-8", PAGE)));
  }

  private static ServerSpec echo() {
    return conforming(
        step("echo"),
        request("POST /", "close", HELLO),
        exactly(response("close", "application/octet-stream", HELLO)),
        request("POST /", "keep-alive", HELLO),
        exactly(
            response("keep-alive", "application/octet-stream", HELLO)
                + response("close", "application/octet-stream", HELLO)));
  }

  private static ServerSpec files() {
    var file = "HTTP/1\\.1 200 OK\r\n" + FIELDS + "hello\n";
    return conforming(
            step("files"),
            request("GET /" + SERVED_FILE, "close", ""),
            pattern(file),
            request("GET /" + SERVED_FILE, "keep-alive", ""),
            pattern(file + file))
        // No file is opened: the response needs no descriptor besides the connection's.
        .withSingleConnection(
            new RequestResponse(
                bytes(request("GET /no-such-file", "close", "")),
                pattern("HTTP/1\\.1 404 Not Found\r\n" + FIELDS + "404 Not Found: .*\n")));
  }

  /** A server that conforms to HTTP/1.1. */
  private static ServerSpec conforming(
      ServerStep step, String last, ExpectedBytes once, String first, ExpectedBytes twice) {
    var message = bytes(last);
    return resets(
            ServerSpec.of(step, new RequestResponse(message, once)), message, Integer.MAX_VALUE)
        .completing(expectContinue(last.substring(0, last.indexOf(" HTTP")), once))
        .expects(Fault.DRIP, new ByteByByteSender(message), new Answered(once))
        .expects(
            Fault.ONE_SEGMENT, new SingleSegmentSender(bytes(first + last)), new Answered(twice))
        .expects(Fault.HALF_CLOSE, new HalfCloser(), new Closed())
        .expects(
            Fault.SILENT,
            new IdlePeer(Waiting.LIMIT),
            new Limited(SHOWN_LIMIT, LIMIT, new Closed()))
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat(bytes(first), 50), BEYOND_BUFFERS_BYTES, Waiting.LIMIT, false),
            new Limited(SHOWN_WRITE_LIMIT, LIMIT, new Reset()))
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(message, Waiting.LIMIT),
            new ClosedAtLimit(SHOWN_DRAIN_LIMIT, DRAIN_LIMIT, once))
        .expects(
            Fault.OVERSIZE,
            new BulkSender(LARGE_HEAD),
            refused("431 Request Header Fields Too Large"))
        .expects(
            Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), refused("400 Bad Request"));
  }

  /** A request whose body is sent after 100 Continue: RFC 9110 section 10.1.1. */
  private static ExpectContinue expectContinue(String line, ExpectedBytes answer) {
    var all = request(line, "close" + EXPECT, HELLO);
    var asks = bytes(all.substring(0, all.length() - HELLO.length()));
    return new ExpectContinue(asks, INTERIM_RESPONSE, bytes(HELLO), answer);
  }

  private static ServerSpec inspect() {
    var message = bytes(request("GET /", "close", ""));
    var test = exactly("test");
    return respondingOnce(
            ServerSpec.of(step("inspect"), new RequestResponse(message, test)), message, test)
        .expects(Fault.OVERSIZE, new BulkSender(repeat('a', MIB)), new Answered(test))
        .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), new Answered(test));
  }

  private static ServerSpec broken() {
    var message = bytes(request("GET /", "close", ""));
    var page = pattern("HTTP/1\\.1 200 Success\r\n" + FIELDS + "<!DOCTYPE html>\n.*</html>\n");
    return respondingOnce(
            ServerSpec.of(step("broken"), new RequestResponse(message, page)), message, page)
        .expects(Fault.OVERSIZE, new BulkSender(LARGE_HEAD), new Closed())
        .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), new Closed());
  }

  /** A server that sends one response to any input and closes the connection. */
  private static ServerSpec respondingOnce(ServerSpec spec, byte[] message, ExpectedBytes answer) {
    return resets(spec, message, Integer.MAX_VALUE)
        .expects(
            Fault.ONE_SEGMENT, new SingleSegmentSender(repeat(message, 2)), new Answered(answer))
        .expects(Fault.DRIP, new ByteByByteSender(message), new Answered(answer))
        .expects(Fault.HALF_CLOSE, new HalfCloser(), new Closed())
        .expects(
            Fault.SILENT,
            new IdlePeer(Waiting.LIMIT),
            new Limited(SHOWN_LIMIT, LIMIT, new Closed()))
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat(message, 50), BEYOND_BUFFERS_BYTES, Waiting.LIMIT, false),
            new Limited(SHOWN_DRAIN_LIMIT, DRAIN_LIMIT, new Reset()))
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(message, Waiting.LIMIT),
            new ClosedAtLimit(SHOWN_DRAIN_LIMIT, DRAIN_LIMIT, answer));
  }
}
