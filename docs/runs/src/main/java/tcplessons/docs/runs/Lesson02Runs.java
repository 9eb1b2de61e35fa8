package tcplessons.docs.runs;

import static tcplessons.docs.runs.Participant.Signal.CONT;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.STOP;

import java.util.List;

/**
 * The runs of lesson 02.
 *
 * <p>Tickers keep their interval of a second: the response, or the end of the run, comes before the
 * next tick.
 */
final class Lesson02Runs {

  private static final LessonPrograms LESSON = LessonPrograms.of(2);

  private static final LessonPrograms LESSON_01 = LessonPrograms.of(1);

  private Lesson02Runs() {}

  static List<Scenario> all() {
    return List.of(
        scenario("connect", "A handshake, and the close", s -> connect(s)),
        scenario("connect-refused", "A port without a listener", s -> refused(s)),
        scenario("connect-two-addresses", "The second address answers", s -> twoAddresses(s)),
        scenario("ticker", "Requests and responses, until the client closes", s -> ticker(s)),
        scenario("ticker-ended", "The client notices the server's FIN", s -> ended(s)),
        scenario("ticker-node", "Writes that are lost without an error", s -> tickerInNode(s)),
        scenario("ticker-after-close", "Writing on to a closed socket", s -> afterClose(s)),
        scenario("ticker-after-half-close", "Writing on to a half-closed one", s -> afterHalf(s)),
        scenario("console", "End of input is not the end of the response", s -> console(s)),
        scenario(
            "console-server-ends", "The server closes while no input comes", s -> serverEnds(s)),
        tapped("tap", "Two connections through a proxy", s -> tap(s)),
        tapped("tap-drip", "Every byte in a segment of its own", s -> drip(s)),
        tapped("tap-reset", "A connection breaks in the middle", s -> reset(s)));
  }

  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script);
  }

  /** A tap prints how long each connection lasted. */
  private static Scenario tapped(String id, String title, Scenario.Script script) {
    return scenario(id, title, script).normalizing("^( *out\\| #\\d+) +\\d+\\.\\d{3} s", "$1 TIME");
  }

  // Participants.

  private static Participant replyAlways(Testbed testbed, String... args) {
    return testbed
        .server("server", LESSON.step("reply-always", args).listensOn(5000))
        .prints("listen on port 5000");
  }

  /** Lesson 01's server, started from lesson 02's folder. */
  private static Participant replyOnce(Testbed testbed, String... args) {
    var step = LESSON_01.step("reply-once", args).listensOn(5000);
    return testbed.server("server", step.typedInAnotherFolder()).prints("listen on port 5000");
  }

  private static Participant echo(Testbed testbed) {
    return testbed
        .server("server", LESSON.step("echo").listensOn(3000))
        .prints("listen on port 3000");
  }

  private static Participant startTap(Testbed testbed, Program tap) {
    var started = testbed.server("tap", tap.listensOn(5001)).prints("listen on port 5001");
    testbed.opens(2, started);
    return started;
  }

  private static Participant startTicker(Testbed testbed, String... args) {
    return testbed.client("client", LESSON.step("ticker", args).withArguments("--port", "5000"));
  }

  private static Participant tickerToTap(Testbed testbed) {
    return testbed.client("client", LESSON.step("ticker", "--port", "5001"));
  }

  private static Participant startConsole(Testbed testbed) {
    var client = testbed.client("client", LESSON.step("console").withArguments("--port", "3000"));
    return client.prints("client-> Who needs a browser to communicate?");
  }

  // Connecting.

  private static void connect(Testbed testbed) {
    var server = replyAlways(testbed);
    testbed.client("client", LESSON.step("connect").withArguments("--port", "5000")).ends();
    server.prints("the client has ended");
  }

  private static void refused(Testbed testbed) {
    // Not localhost, which is one address here and two elsewhere.
    testbed.client("client", LESSON.step("connect", "--host", "127.0.0.1")).ends();
  }

  private static void twoAddresses(Testbed testbed) {
    var server = replyAlways(testbed, "--host", "127.0.0.1");
    var hosts = "-Djdk.net.hosts.file=src/test/hosts";
    var connect = LESSON.stepOnJvm(hosts, "connect", "--host", "two.example");
    testbed.client("client", connect.withArguments("--port", "5000")).ends();
    server.prints("the client has ended");
  }

  // The ticker.

  private static void ticker(Testbed testbed) {
    var server = replyAlways(testbed);
    var client = startTicker(testbed);
    client.prints("receive: test").prints("receive: test").prints("receive: test");
    client.gets(INT).ends();
    server.prints("the client has ended");
  }

  private static void ended(Testbed testbed) {
    replyOnce(testbed);
    startTicker(testbed).ends();
  }

  private static void tickerInNode(Testbed testbed) {
    replyOnce(testbed);
    var client = testbed.client("client", LESSON.node("ticker.js", "5000"));
    client.prints("disconnected.");
    // Time for three more ticks, which neither print nor send anything.
    testbed.waitsFor(LESSON.tool("sleep", "3.5"), "");
    testbed.fact("seconds-watched", 3.5);
    client.gets(INT).ends();
  }

  private static void afterClose(Testbed testbed) {
    replyOnce(testbed, "--close-at-once");
    startTicker(testbed, "--keep-writing").ends();
  }

  private static void afterHalf(Testbed testbed) {
    var server = replyOnce(testbed);
    var client = startTicker(testbed, "--keep-writing").prints("disconnected.");
    client.prints("nobody objected").prints("nobody objected").prints("nobody objected");
    server.prints("testing~").prints("testing~").prints("testing~").prints("testing~");
    client.gets(INT).ends();
  }

  // The console.

  private static void console(Testbed testbed) {
    var server = echo(testbed);
    var client = startConsole(testbed);
    client.types("안녕하세요").prints("client-> 안녕하세요");
    server.gets(STOP);
    client.types("goodbye");
    testbed.waitsFor(LESSON.tool("ss", "-tan", "sport = :3000"), "ESTAB 8");
    // With these bytes unacknowledged, a tail loss probe (RFC 8985) would send the FIN twice.
    var atClient = LESSON.tool("ss", "-tan", "dport = :3000");
    testbed.waitsFor(atClient, "ESTAB 0 0");
    client.endsInput();
    testbed.waitsFor(atClient, "FIN-WAIT-2");
    server.gets(CONT);
    client.prints("client-> goodbye").ends();
    server.prints("echoed");
  }

  private static void serverEnds(Testbed testbed) {
    var server = echo(testbed);
    var client = startConsole(testbed);
    server.gets(INT).ends();
    client.ends();
  }

  // The tap.

  private static void tap(Testbed testbed) {
    replyOnce(testbed);
    var tap = startTap(testbed, LESSON.step("tap").withArguments("--to", "localhost:5000"));
    tickerToTap(testbed).ends();
    tap.prints("client -> server  FIN");
  }

  private static void drip(Testbed testbed) {
    // While the server is stopped, four segments arrive; it then reads them at once. A running
    // server would read one to four times.
    var server = echo(testbed).gets(STOP);
    var tap = startTap(testbed, LESSON.step("tap", "--to", "localhost:3000", "--drip"));
    // The console's greeting would add seventy segments.
    var client = testbed.client("client", LESSON.tool("nc", "-N", "127.0.0.1", "5001"));
    tap.prints("#1 ");
    client.types("글");
    tap.prints("client -> server  4 bytes");
    testbed.waitsFor(LESSON.tool("ss", "-tan", "sport = :3000"), "ESTAB 4");
    server.gets(CONT);
    client.matched("^(글)$"); // and the end of the line, which comes by itself
    client.endsInput().ends();
    server.prints("echoed 4 bytes");
  }

  private static void reset(Testbed testbed) {
    var server = replyAlways(testbed);
    // Two rounds of 8 and 4 bytes. The end that waits in a read then gets the RST.
    var tap = LESSON.step("tap", "--reset-after", "24");
    startTap(testbed, tap.withArguments("--to", "localhost:5000"));
    tickerToTap(testbed).ends();
    server.prints("Connection reset");
  }
}
