package tcplessons.docs.runs;

import static java.time.temporal.ChronoUnit.SECONDS;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.STOP;

import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.runs.Run.Lane;

/**
 * The runs of lesson 03.
 *
 * <p>Silence takes its time. Where a limit must pass before something else happens, the two are at
 * least a second apart, so that a busy machine does not turn them round.
 */
final class Lesson03Runs {

  private static final Lesson LESSON =
      new Lesson("lesson-03-keepalive-timeout", "lesson 03", "tcplessons.keepalive.Lesson03");

  private static final Lesson LESSON_01 =
      new Lesson("lesson-01-tcp-server", "lesson 01", "tcplessons.server.Lesson01");

  private Lesson03Runs() {}

  static List<Scenario> all() {
    return List.of(
        scenario("idle-timeout", "Nothing moves, and the server ends", s -> idle(s)),
        scenario("idle-dribble", "A byte now and then keeps it open", s -> dribble(s)),
        scenario("idle-slow-answer", "The server's own write counts too", s -> slowAnswer(s)),
        scenario("idle-held-open", "The client never ends, and the socket is gone", s -> held(s)),
        scenario("idle-node-long", "Node.js: the timeout that fires twice", s -> nodeLong(s)),
        scenario("idle-node-short", "Node.js: the socket that stays", s -> nodeShort(s)),
        scenario("idle-stuck-write", "A client that never reads", s -> stuckWrite(s))
            .withoutPackets(),
        scenario("idle-client-ends", "The client ends first", s -> clientEnds(s)),
        scenario("idle-dead-host", "Writing to a dead host", s -> deadHost(s)).betweenMachines(),
        scenario("read-timeout", "A timeout ends a read, not the connection", s -> read(s)),
        scenario("read-timeout-restarts", "Every byte starts it anew", s -> restarts(s)),
        scenario("read-timeout-loses-bytes", "What readNBytes had is lost", s -> losesBytes(s)),
        scenario("read-timeout-loses-line", "What readLine had is lost", s -> losesLine(s)),
        scenario("read-timeout-write", "A stuck write does not care", s -> write(s))
            .withoutPackets(),
        scenario("read-timeout-connect", "A connect does not care either", s -> connect(s)),
        scenario("keep-alive", "Probes, and a peer that answers", s -> keepAlive(s)),
        scenario("keep-alive-nothing", "Off, as it is by default", s -> set(s, "nothing")),
        scenario("keep-alive-on", "On, and nothing else", s -> set(s, "on")),
        scenario("keep-alive-dead", "The probes that nobody answers", s -> dead(s))
            .betweenMachines(),
        scenario("no-delay", "Three letters in three ways", s -> noDelay(s))
            // Without Nagle's algorithm the reader may find one letter, or two, or all.
            .blurring("(A|AB|ABC) after .*", "LETTERS"));
  }

  /** How long something took, to a tenth of a second or a millisecond, is another each time. */
  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script)
        .blurring("\\d+\\.\\d (ms|s)\\b", "TIME $1")
        .blurring("timer:\\((\\w+),[^,]+,", "timer:($1,TIME,");
  }

  // Who takes part.

  private static Participant server(Stage stage, int port, String step, String... args) {
    return stage
        .server("server", saying(LESSON.step(step, args).listensOn(port), "--port", "" + port))
        .prints("listen on port " + port);
  }

  private static Participant nc(Stage stage, String name, int port) {
    return stage.client(name, LESSON.tool("nc", "127.0.0.1", "" + port));
  }

  private static Participant pieces(Stage stage, int port, int millis, String... pieces) {
    var args = new ArrayList<>(List.of("" + port, "" + millis));
    args.addAll(List.of(pieces));
    return stage.client("client", LESSON.node("pieces.js", args.toArray(String[]::new)));
  }

  /** Says a default aloud, so that the stage can put another port in its place. */
  private static Program saying(Program step, String... defaults) {
    var command = new ArrayList<>(step.command());
    command.addAll(List.of(defaults));
    return step.withCommand(List.copyOf(command));
  }

  // The idle timeout.

  private static void idle(Stage stage) {
    var server = server(stage, 6001, "idle-timeout");
    var client = nc(stage, "client", 6001);
    client.types("hello").prints("hello");
    server.prints("idle for 6000 ms, closed");
    client.prints("idle timeout..").endsInput().ends();
    stage.fact("silence", SECONDS, client.printing("hello"), client.printing("idle timeout"));
  }

  private static void dribble(Stage stage) {
    var server = server(stage, 6001, "idle-timeout", "--timeout", "2s");
    var client = pieces(stage, 6001, 1000, "h", "e", "l", "l", "o");
    server.prints("idle for 2000 ms, closed");
    client.prints("idle timeout..").ends();
    stage.fact("open", SECONDS, server.printing("connected"), server.printing("closed"));
  }

  private static void slowAnswer(Stage stage) {
    var server = server(stage, 6001, "idle-timeout", "--timeout", "3s", "--answer-after", "2s");
    var client = nc(stage, "client", 6001);
    client.types("hello").prints("hello");
    server.prints("idle for 3000 ms, closed");
    client.prints("idle timeout..").endsInput().ends();
    var end = client.printing("idle timeout");
    stage.fact("after-read", SECONDS, server.printing("connected"), end);
    stage.fact("after-write", SECONDS, client.printing("hello"), end);
  }

  private static void held(Stage stage) {
    var server = server(stage, 6001, "idle-timeout", "--timeout", "1s");
    hold(stage);
    server.prints("closed");
    listSockets(stage);
  }

  private static void nodeLong(Stage stage) {
    var node = LESSON.tool("node", "--stack-trace-limit=0", "src/test/node/idle-long.js");
    var step = node.withBy("Node.js");
    var command = new ArrayList<>(step.command());
    command.addAll(List.of("6001", "1000"));
    var server =
        stage
            .server(
                "server",
                step.withCommand(List.copyOf(command))
                    .withTyped(step.typed() + " 6001 1000")
                    .listensOn(6001))
            .prints("listen on port 6001");
    hold(stage);
    server.prints("timeout").ends();
  }

  private static void nodeShort(Stage stage) {
    var server =
        stage
            .server("server", LESSON.node("idle-short.js", "6001", "1000").listensOn(6001))
            .prints("listen on port 6001");
    hold(stage);
    server.prints("timeout");
    listSockets(stage);
  }

  private static Participant hold(Stage stage) {
    var client = stage.client("client", LESSON.node("hold.js", "6001"));
    return client.prints("connected").prints("the server has ended, I have not");
  }

  private static void listSockets(Stage stage) {
    var ss = LESSON.tool("ss", "-tanpoH", "sport = :6001");
    stage.waitsFor(ss, "FIN-WAIT-2");
    stage.server("ss", ss).ends();
  }

  private static void stuckWrite(Stage stage) {
    var server = server(stage, 6001, "idle-timeout", "--timeout", "2s");
    var client = stage.client("client", LESSON.node("flood.js", "6001"));
    server.prints("stuck in a write, reset");
    client.prints("ECONNRESET").ends();
    stage.fact("open", SECONDS, server.printing("connected"), server.printing("reset"));
  }

  private static void clientEnds(Stage stage) {
    var server = server(stage, 6001, "idle-timeout");
    var client = nc(stage, "client", 6001);
    server.prints("connected");
    client.gets(INT).ends();
    server.prints("ended by the client");
  }

  private static void deadHost(Stage stage) {
    var server = server(stage, 6001, "idle-timeout", "--timeout", "5s", "--answer-after", "3s");
    var client = stage.client("client", LESSON.tool("nc", "10.0.0.1", "6001"));
    client.types("hello");
    stage.waitsFor(LESSON.tool("ss", "-tinH", "sport = :6001"), "bytes_received:6");
    stage.waitsFor(Lane.CLIENT, LESSON.tool("ss", "-tan", "dport = :6001"), "ESTAB 0 0");
    stage.cutsLink();
    server.prints("idle for 5000 ms, closed");
  }

  // What setSoTimeout means.

  private static void read(Stage stage) {
    var server = server(stage, 6002, "read-timeout");
    var client = nc(stage, "client", 6002);
    server.prints("Read timed out");
    client.types("hello");
    server.prints("hello");
    client.gets(INT).ends();
    server.prints("the end");
  }

  private static void restarts(Stage stage) {
    var server = server(stage, 6002, "read-timeout", "--timeout", "2s", "--by", "exactly");
    pieces(stage, 6002, 1000, "a", "b", "c", "d", "e", "f").ends();
    stage.fact("seconds", server.matched("'abcdef' after ([\\d.]+) s"));
  }

  private static void losesBytes(Stage stage) {
    var server = server(stage, 6002, "read-timeout", "--timeout", "2s", "--by", "exactly");
    var client = pieces(stage, 6002, 3000, "abc", "defghi");
    server.prints("Read timed out").prints("defghi");
    client.gets(INT).ends();
    server.prints("the end");
  }

  private static void losesLine(Stage stage) {
    var server = server(stage, 6002, "read-timeout", "--timeout", "2s", "--by", "line");
    var client = pieces(stage, 6002, 3000, "hel", "lo\\n");
    server.prints("Read timed out").prints("line 'lo'");
    client.gets(INT).ends();
    server.prints("the end");
  }

  private static void write(Stage stage) {
    var server = server(stage, 6002, "read-timeout", "--write");
    stage.client("client", LESSON.node("stall.js", "6002")).prints("connected");
    stage.fact("stuck", server.matched("stuck in a write for ([\\d.]+) s"));
  }

  private static void connect(Stage stage) {
    var step = LESSON_01.step("lifecycle", "--backlog", "1").listensOn(4001);
    var elsewhere = step.typed().replace("mvn -q", "mvn -q -f ../" + LESSON_01.module());
    var server =
        stage
            .server("server", saying(step.withTyped(elsewhere), "--port", "4001"))
            .prints("listen on port 4001")
            .gets(STOP);
    for (int waiting = 1; waiting <= 2; waiting++) {
      nc(stage, "nc-" + waiting, 4001);
      stage.waitsFor(LESSON.tool("ss", "-tln", "sport = :4001"), "LISTEN " + waiting);
    }
    var args = new String[] {"--connect", "127.0.0.1:4001", "--timeout", "500ms"};
    stage.client("client", LESSON.step("read-timeout", args)).ends();
  }

  // Keep-alive.

  private static void keepAlive(Stage stage) {
    var server =
        server(stage, 6004, "keep-alive", "--idle", "2s", "--interval", "1s", "--count", "3");
    var client = nc(stage, "client", 6004);
    server.prints("ss shows");
    stage.fact("timer", server.matched("keepalive,([^,]+),"));
    // Two probes and their answers, which no program sees.
    stage.waitsFor(LESSON.tool("sleep", "5"), "");
    client.gets(INT).ends();
    server.prints("ended by the client");
  }

  private static void set(Stage stage, String what) {
    var server = server(stage, 6004, "keep-alive", "--set", what);
    var client = nc(stage, "client", 6004);
    server.prints("ss shows");
    client.gets(INT).ends();
    server.prints("ended by the client");
  }

  private static void dead(Stage stage) {
    var server =
        server(stage, 6004, "keep-alive", "--idle", "2s", "--interval", "1s", "--count", "3");
    stage.client("client", LESSON.tool("nc", "10.0.0.1", "6004"));
    server.prints("ss shows");
    stage.cutsLink();
    server.prints("Connection timed out");
    stage.fact("silence", server.matched("after ([\\d.]+) s of silence"));
  }

  // Nagle's algorithm.

  private static void noDelay(Stage stage) {
    var server = server(stage, 6005, "no-delay", "--rounds", "2");
    var client = stage.client("client", receiving("127.0.0.1:6005")).ends();
    server.prints("one write").prints("one write");
    stage.fact("held-back", client.matched("BC after ([\\d.]+) ms"));
    stage.fact("nagle", server.matched("three writes, Nagle's.* after ([\\d.]+) ms"));
    stage.fact("no-delay", server.matched("TCP_NODELAY.* after ([\\d.]+) ms"));
    stage.fact("one-write", server.matched("one write.* after ([\\d.]+) ms"));
  }

  private static Program receiving(String target) {
    return LESSON.step("no-delay", "--receive", target);
  }
}
