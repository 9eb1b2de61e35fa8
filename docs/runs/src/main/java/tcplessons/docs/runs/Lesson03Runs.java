package tcplessons.docs.runs;

import static java.time.temporal.ChronoUnit.SECONDS;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.STOP;

import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.model.Run.Lane;

/**
 * The runs of lesson 03.
 *
 * <p>Where one timer must expire before another event, the two are at least a second apart, so that
 * a busy machine does not change their order.
 */
final class Lesson03Runs {

  private static final LessonPrograms LESSON = LessonPrograms.of(3);

  private static final LessonPrograms LESSON_01 = LessonPrograms.of(1);

  private Lesson03Runs() {}

  static List<Scenario> all() {
    return List.of(
        scenario("idle-timeout", "No bytes, and the server closes", s -> idle(s)),
        scenario("idle-dribble", "A byte from time to time keeps it open", s -> dribble(s)),
        scenario("idle-slow-answer", "The server's own write counts too", s -> slowAnswer(s)),
        scenario("idle-held-open", "The client never closes, and the socket is gone", s -> held(s)),
        scenario("idle-node-long", "Node.js: the timeout that fires twice", s -> nodeLong(s)),
        scenario("idle-node-short", "Node.js: the socket that stays", s -> nodeShort(s)),
        scenario("idle-stuck-write", "A client that never reads", s -> stuckWrite(s))
            .withoutPackets(),
        scenario("idle-client-ends", "The client closes first", s -> clientEnds(s)),
        scenario("idle-dead-host", "Writing to a dead host", s -> deadHost(s)).onTwoHosts(),
        scenario("read-timeout", "A timeout ends a read, not the connection", s -> read(s)),
        scenario("read-timeout-restarts", "Every byte restarts it", s -> restarts(s)),
        scenario("read-timeout-loses-bytes", "What readNBytes had is lost", s -> losesBytes(s)),
        scenario("read-timeout-loses-line", "What readLine had is lost", s -> losesLine(s)),
        scenario("read-timeout-write", "It does not limit a write", s -> write(s)).withoutPackets(),
        scenario("read-timeout-connect", "It does not limit a connect", s -> connect(s)),
        scenario("keep-alive", "Probes, and a peer that responds", s -> keepAlive(s)),
        scenario("keep-alive-nothing", "Off, as it is by default", s -> set(s, "nothing")),
        scenario("keep-alive-on", "On, and nothing else", s -> set(s, "on")),
        scenario("keep-alive-dead", "Probes without a response", s -> dead(s)).onTwoHosts(),
        scenario("no-delay", "Three letters in three ways", s -> noDelay(s))
            // Without Nagle's algorithm a read returns one letter, two or all three.
            .normalizing("(A|AB|ABC) after .*", "LETTERS"));
  }

  /** Measured times differ from run to run. */
  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script)
        .normalizing("\\d+\\.\\d (ms|s)\\b", "TIME $1")
        .normalizing("timer:\\((\\w+),[^,]+,", "timer:($1,TIME,");
  }

  // Participants.

  private static Participant server(Testbed testbed, int port, String step, String... args) {
    return testbed
        .server("server", LESSON.step(step, args).listensOn(port))
        .prints("listen on port " + port);
  }

  private static Participant nc(Testbed testbed, String name, int port) {
    return testbed.client(name, LESSON.tool("nc", "127.0.0.1", "" + port));
  }

  private static Participant pieces(Testbed testbed, int port, int millis, String... pieces) {
    var args = new ArrayList<>(List.of("" + port, "" + millis));
    args.addAll(List.of(pieces));
    return testbed.client("client", LESSON.node("pieces.js", args.toArray(String[]::new)));
  }

  // The idle timeout.

  private static void idle(Testbed testbed) {
    var server = server(testbed, 6001, "idle-timeout");
    var client = nc(testbed, "client", 6001);
    client.types("hello").prints("hello");
    server.prints("idle for 6000 ms, closed");
    client.prints("idle timeout..").endsInput().ends();
    testbed.fact("silence", SECONDS, client.printing("hello"), client.printing("idle timeout"));
  }

  private static void dribble(Testbed testbed) {
    var server = server(testbed, 6001, "idle-timeout", "--timeout", "2s");
    var client = pieces(testbed, 6001, 1000, "h", "e", "l", "l", "o");
    server.prints("idle for 2000 ms, closed");
    client.prints("idle timeout..").ends();
    testbed.fact("open", SECONDS, server.printing("connected"), server.printing("closed"));
  }

  private static void slowAnswer(Testbed testbed) {
    var server = server(testbed, 6001, "idle-timeout", "--timeout", "3s", "--answer-after", "2s");
    var client = nc(testbed, "client", 6001);
    client.types("hello").prints("hello");
    server.prints("idle for 3000 ms, closed");
    client.prints("idle timeout..").endsInput().ends();
    var end = client.printing("idle timeout");
    testbed.fact("after-read", SECONDS, server.printing("connected"), end);
    testbed.fact("after-write", SECONDS, client.printing("hello"), end);
  }

  private static void held(Testbed testbed) {
    var server = server(testbed, 6001, "idle-timeout", "--timeout", "1s");
    hold(testbed);
    server.prints("closed");
    listSockets(testbed);
  }

  private static void nodeLong(Testbed testbed) {
    var script = "src/test/node/idle-long.js";
    var node = LESSON.tool("node", "--stack-trace-limit=0", script, "6001", "1000");
    var server =
        testbed
            .server("server", node.withBy("Node.js").listensOn(6001))
            .prints("listen on port 6001");
    hold(testbed);
    server.prints("timeout").ends();
  }

  private static void nodeShort(Testbed testbed) {
    var server =
        testbed
            .server("server", LESSON.node("idle-short.js", "6001", "1000").listensOn(6001))
            .prints("listen on port 6001");
    hold(testbed);
    server.prints("timeout");
    listSockets(testbed);
  }

  private static Participant hold(Testbed testbed) {
    var client = testbed.client("client", LESSON.node("hold.js", "6001"));
    return client.prints("connected").prints("the server has ended, I have not");
  }

  private static void listSockets(Testbed testbed) {
    var ss = LESSON.tool("ss", "-tanpoH", "sport = :6001");
    testbed.waitsFor(ss, "FIN-WAIT-2");
    testbed.server("ss", ss).ends();
  }

  private static void stuckWrite(Testbed testbed) {
    var server = server(testbed, 6001, "idle-timeout", "--timeout", "2s");
    var client = testbed.client("client", LESSON.node("flood.js", "6001"));
    server.prints("stuck in a write, reset");
    client.prints("ECONNRESET").ends();
    testbed.fact("open", SECONDS, server.printing("connected"), server.printing("reset"));
  }

  private static void clientEnds(Testbed testbed) {
    var server = server(testbed, 6001, "idle-timeout");
    var client = nc(testbed, "client", 6001);
    server.prints("connected");
    client.gets(INT).ends();
    server.prints("ended by the client");
  }

  private static void deadHost(Testbed testbed) {
    var server = server(testbed, 6001, "idle-timeout", "--timeout", "5s", "--answer-after", "3s");
    var client = testbed.client("client", LESSON.tool("nc", "10.0.0.1", "6001"));
    client.types("hello");
    testbed.waitsFor(LESSON.tool("ss", "-tinH", "sport = :6001"), "bytes_received:6");
    testbed.waitsFor(Lane.CLIENT, LESSON.tool("ss", "-tan", "dport = :6001"), "ESTAB 0 0");
    testbed.cutsLink();
    server.prints("idle for 5000 ms, closed");
  }

  // setSoTimeout.

  private static void read(Testbed testbed) {
    var server = server(testbed, 6002, "read-timeout");
    var client = nc(testbed, "client", 6002);
    server.prints("Read timed out");
    client.types("hello");
    server.prints("hello");
    client.gets(INT).ends();
    server.prints("the end");
  }

  private static void restarts(Testbed testbed) {
    var server = server(testbed, 6002, "read-timeout", "--timeout", "2s", "--by", "exactly");
    pieces(testbed, 6002, 1000, "a", "b", "c", "d", "e", "f").ends();
    testbed.fact("seconds", server.matched("'abcdef' after ([\\d.]+) s"));
  }

  private static void losesBytes(Testbed testbed) {
    var server = server(testbed, 6002, "read-timeout", "--timeout", "2s", "--by", "exactly");
    var client = pieces(testbed, 6002, 3000, "abc", "defghi");
    server.prints("Read timed out").prints("defghi");
    client.gets(INT).ends();
    server.prints("the end");
  }

  private static void losesLine(Testbed testbed) {
    var server = server(testbed, 6002, "read-timeout", "--timeout", "2s", "--by", "line");
    var client = pieces(testbed, 6002, 3000, "hel", "lo\\n");
    server.prints("Read timed out").prints("line 'lo'");
    client.gets(INT).ends();
    server.prints("the end");
  }

  private static void write(Testbed testbed) {
    var server = server(testbed, 6002, "read-timeout", "--write");
    testbed.client("client", LESSON.node("stall.js", "6002")).prints("connected");
    testbed.fact("stuck", server.matched("stuck in a write for ([\\d.]+) s"));
  }

  private static void connect(Testbed testbed) {
    var step = LESSON_01.step("lifecycle", "--backlog", "1").listensOn(4001);
    var server =
        testbed
            .server("server", step.typedInAnotherFolder())
            .prints("listen on port 4001")
            .gets(STOP);
    for (int waiting = 1; waiting <= 2; waiting++) {
      nc(testbed, "nc-" + waiting, 4001);
      testbed.waitsFor(LESSON.tool("ss", "-tln", "sport = :4001"), "LISTEN " + waiting);
    }
    var args = new String[] {"--connect", "127.0.0.1:4001", "--timeout", "500ms"};
    testbed.client("client", LESSON.step("read-timeout", args)).ends();
  }

  // Keep-alive.

  private static void keepAlive(Testbed testbed) {
    var server =
        server(testbed, 6004, "keep-alive", "--idle", "2s", "--interval", "1s", "--count", "3");
    var client = nc(testbed, "client", 6004);
    server.prints("ss shows");
    testbed.fact("timer", server.matched("keepalive,([^,]+),"));
    // Two probes and their ACKs, of which no program is notified.
    testbed.waitsFor(LESSON.tool("sleep", "5"), "");
    client.gets(INT).ends();
    server.prints("ended by the client");
  }

  private static void set(Testbed testbed, String what) {
    var server = server(testbed, 6004, "keep-alive", "--set", what);
    var client = nc(testbed, "client", 6004);
    server.prints("ss shows");
    client.gets(INT).ends();
    server.prints("ended by the client");
  }

  private static void dead(Testbed testbed) {
    var server =
        server(testbed, 6004, "keep-alive", "--idle", "2s", "--interval", "1s", "--count", "3");
    testbed.client("client", LESSON.tool("nc", "10.0.0.1", "6004"));
    server.prints("ss shows");
    testbed.cutsLink();
    server.prints("Connection timed out");
    testbed.fact("silence", server.matched("after ([\\d.]+) s of silence"));
  }

  // Nagle's algorithm.

  private static void noDelay(Testbed testbed) {
    var server = server(testbed, 6005, "no-delay", "--rounds", "2");
    var client = testbed.client("client", receiving("127.0.0.1:6005")).ends();
    server.prints("one write").prints("one write");
    testbed.fact("held-back", client.matched("BC after ([\\d.]+) ms"));
    testbed.fact("nagle", server.matched("three writes, Nagle's.* after ([\\d.]+) ms"));
    testbed.fact("no-delay", server.matched("TCP_NODELAY.* after ([\\d.]+) ms"));
    testbed.fact("one-write", server.matched("one write.* after ([\\d.]+) ms"));
  }

  private static Program receiving(String target) {
    return LESSON.step("no-delay", "--receive", target);
  }
}
