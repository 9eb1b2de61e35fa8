package tcplessons.docs.runs;

import static tcplessons.docs.runs.Participant.Signal.CONT;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.STOP;

import java.util.ArrayList;
import java.util.List;

/**
 * The runs of lesson 02.
 *
 * <p>Tickers keep their second: long enough to be answered, or stopped, before the next tick.
 */
final class Lesson02Runs {

  private static final Lesson LESSON =
      new Lesson("lesson-02-tcp-client", "lesson 02", "tcplessons.client.Lesson02");

  private static final Lesson LESSON_01 =
      new Lesson("lesson-01-tcp-server", "lesson 01", "tcplessons.server.Lesson01");

  private Lesson02Runs() {}

  static List<Scenario> all() {
    return List.of(
        scenario("connect", "A handshake, and the end", s -> connect(s)),
        scenario("connect-refused", "Nobody listens", s -> refused(s)),
        scenario("connect-two-addresses", "The second address answers", s -> twoAddresses(s)),
        scenario("ticker", "A conversation, until the client leaves", s -> ticker(s)),
        scenario("ticker-ended", "The client notices the server's end", s -> ended(s)),
        scenario("ticker-node", "Writes that nobody sees", s -> tickerInNode(s)),
        scenario("ticker-after-close", "Writing on to a closed socket", s -> afterClose(s)),
        scenario("ticker-after-half-close", "Writing on to a half-closed one", s -> afterHalf(s)),
        scenario("console", "End of input is not the end of the answer", s -> console(s)),
        scenario("console-server-ends", "The server ends while nobody types", s -> serverEnds(s)),
        tapped("tap", "One conversation, two connections", s -> tap(s)),
        tapped("tap-drip", "Every byte in a segment of its own", s -> drip(s)),
        tapped("tap-reset", "A connection breaks in the middle", s -> reset(s)));
  }

  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script);
  }

  /** A tap tells how long each connection has lasted. */
  private static Scenario tapped(String id, String title, Scenario.Script script) {
    return scenario(id, title, script).blurring("^( *out\\| #\\d+) +\\d+\\.\\d{3} s", "$1 TIME");
  }

  // Who takes part.

  private static Participant replyAlways(Stage stage, String... args) {
    return stage
        .server("server", LESSON.step("reply-always", args).listensOn(5000))
        .prints("listen on port 5000");
  }

  /** Lesson 01's server, started from lesson 02's folder. */
  private static Participant replyOnce(Stage stage, String... args) {
    var step = LESSON_01.step("reply-once", args).listensOn(5000);
    var elsewhere = step.typed().replace("mvn -q", "mvn -q -f ../" + LESSON_01.module());
    return stage.server("server", step.withTyped(elsewhere)).prints("listen on port 5000");
  }

  private static Participant echo(Stage stage) {
    return stage
        .server("server", LESSON.step("echo").listensOn(3000))
        .prints("listen on port 3000");
  }

  private static Participant startTap(Stage stage, Program tap) {
    var started = stage.server("tap", tap.listensOn(5001)).prints("listen on port 5001");
    stage.opens(2, started);
    return started;
  }

  private static Participant startTicker(Stage stage, String... args) {
    return stage.client("client", saying(LESSON.step("ticker", args), "--port", "5000"));
  }

  private static Participant tickerToTap(Stage stage) {
    return stage.client("client", LESSON.step("ticker", "--port", "5001"));
  }

  private static Participant startConsole(Stage stage) {
    var client = stage.client("client", saying(LESSON.step("console"), "--port", "3000"));
    return client.prints("client-> Who needs a browser to communicate?");
  }

  /** Says a default aloud, so that the stage can put another port in its place. */
  private static Program saying(Program step, String... defaults) {
    var command = new ArrayList<>(step.command());
    command.addAll(List.of(defaults));
    return step.withCommand(List.copyOf(command));
  }

  private static Program onJvm(Program step, String option) {
    var command = new ArrayList<>(step.command());
    command.add(1, option);
    var typed = step.typed().replaceFirst("exec:exec@\\S+", "$0 -Djvm=" + option);
    return step.withCommand(List.copyOf(command)).withTyped(typed);
  }

  // Connecting.

  private static void connect(Stage stage) {
    var server = replyAlways(stage);
    stage.client("client", saying(LESSON.step("connect"), "--port", "5000")).ends();
    server.prints("the client has ended");
  }

  private static void refused(Stage stage) {
    // Not localhost, which is one address here and two elsewhere.
    stage.client("client", LESSON.step("connect", "--host", "127.0.0.1")).ends();
  }

  private static void twoAddresses(Stage stage) {
    var server = replyAlways(stage, "--host", "127.0.0.1");
    var connect = LESSON.step("connect", "--host", "two.example");
    var resolving = onJvm(connect, "-Djdk.net.hosts.file=src/test/hosts");
    stage.client("client", saying(resolving, "--port", "5000")).ends();
    server.prints("the client has ended");
  }

  // The ticker, and what it writes when.

  private static void ticker(Stage stage) {
    var server = replyAlways(stage);
    var client = startTicker(stage);
    client.prints("receive: test").prints("receive: test").prints("receive: test");
    client.gets(INT).ends();
    server.prints("the client has ended");
  }

  private static void ended(Stage stage) {
    replyOnce(stage);
    startTicker(stage).ends();
  }

  private static void tickerInNode(Stage stage) {
    replyOnce(stage);
    var client = stage.client("client", LESSON.node("ticker.js", "5000"));
    client.prints("disconnected.");
    // Three more ticks. Nothing is to be seen of them, so only time can tell that they were.
    stage.waitsFor(LESSON.tool("sleep", "3.5"), "");
    stage.fact("seconds-watched", 3.5);
    client.gets(INT).ends();
  }

  private static void afterClose(Stage stage) {
    replyOnce(stage, "--close-at-once");
    startTicker(stage, "--keep-writing").ends();
  }

  private static void afterHalf(Stage stage) {
    var server = replyOnce(stage);
    var client = startTicker(stage, "--keep-writing").prints("disconnected.");
    client.prints("nobody objected").prints("nobody objected").prints("nobody objected");
    server.prints("testing~").prints("testing~").prints("testing~").prints("testing~");
    client.gets(INT).ends();
  }

  // The console.

  private static void console(Stage stage) {
    var server = echo(stage);
    var client = startConsole(stage);
    client.types("안녕하세요").prints("client-> 안녕하세요");
    server.gets(STOP);
    client.types("goodbye");
    stage.waitsFor(LESSON.tool("ss", "-tan", "sport = :3000"), "ESTAB 8");
    // Were these bytes still unacknowledged, the FIN behind them would be sent twice (tail loss).
    var atClient = LESSON.tool("ss", "-tan", "dport = :3000");
    stage.waitsFor(atClient, "ESTAB 0 0");
    client.endsInput();
    stage.waitsFor(atClient, "FIN-WAIT-2");
    server.gets(CONT);
    client.prints("client-> goodbye").ends();
    server.prints("echoed");
  }

  private static void serverEnds(Stage stage) {
    var server = echo(stage);
    var client = startConsole(stage);
    server.gets(INT).ends();
    client.ends();
  }

  // The tap.

  private static void tap(Stage stage) {
    replyOnce(stage);
    var tap = startTap(stage, saying(LESSON.step("tap"), "--to", "localhost:5000"));
    tickerToTap(stage).ends();
    tap.prints("client -> server  FIN");
  }

  private static void drip(Stage stage) {
    // Stopped, the server reads at once what came in four segments. Running, it reads by chance.
    var server = echo(stage).gets(STOP);
    var tap = startTap(stage, LESSON.step("tap", "--to", "localhost:3000", "--drip"));
    // The console's own first words would make seventy segments more.
    var client = stage.client("client", LESSON.tool("nc", "-N", "127.0.0.1", "5001"));
    tap.prints("#1 ");
    client.types("글");
    tap.prints("client -> server  4 bytes");
    stage.waitsFor(LESSON.tool("ss", "-tan", "sport = :3000"), "ESTAB 4");
    server.gets(CONT);
    client.matched("^(글)$"); // and the end of the line, which comes by itself
    client.endsInput().ends();
    server.prints("echoed 4 bytes");
  }

  private static void reset(Stage stage) {
    var server = replyAlways(stage);
    // Two rounds of 8 and 4 bytes: whoever is waiting for the other's next word gets the reset.
    var tap = LESSON.step("tap", "--reset-after", "24");
    startTap(stage, saying(tap, "--to", "localhost:5000"));
    tickerToTap(stage).ends();
    server.prints("Connection reset");
  }
}
