package tcplessons.docs.runs;

import static tcplessons.docs.runs.Participant.Signal.CONT;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.STOP;

import java.util.List;

/** The runs of lesson 01. */
final class Lesson01Runs {

  private static final LessonPrograms LESSON = LessonPrograms.of(1);

  private Lesson01Runs() {}

  static List<Scenario> all() {
    return List.of(
        scenario("reply-once", "One request, one response, one FIN each way", s -> replyOnce(s)),
        scenario("hello", "A greeting, and a client that closes", s -> hello(s)),
        scenario("both-addresses", "Both ends of one connection, seen from both", s -> both(s)),
        scenario("both-addresses-node", "What socket.address() is in Node", s -> bothInNode(s))
            // The server may close before or after the data of the client.
            .withUnordered(true),
        scenario("port-in-use", "A second server on the same port", s -> portInUse(s)),
        scenario("handshake-before-accept", "A stopped server gets connections", s -> stopped(s)),
        scenario("listening", "Listening sockets, seen from outside", s -> listening(s))
            // lsof sorts by pid, and pids wrap around.
            .withUnorderedLines()
            // lsof prints pid, user, descriptor and device.
            .normalizing(
                "java +\\d+ +\\S+ +\\d+u +(IPv[46]) +\\d+ ", "java PID USER FD $1 DEVICE "),
        scenario("lifecycle", "The listener closes, a connection lives on", s -> lifecycle(s)),
        scenario("half-close", "The client sends after the server's FIN", s -> halfClose(s)),
        scenario("close-at-once", "Data for a closed socket", s -> closeAtOnce(s)),
        scenario("unguarded", "A second write ends an unguarded Node server", s -> unguarded(s))
            .normalizing("node:events:\\d+", "node:events:LINE"),
        scenario("two-writes-one-read", "Two writes become one read", s -> twoWrites(s)),
        scenario("split-characters", "Characters cut between segments", s -> split(s)));
  }

  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script);
  }

  private static Participant replyOnceServer(Testbed testbed, String... args) {
    return testbed
        .server("server", LESSON.step("reply-once", args).listensOn(5000))
        .prints("listen on port 5000");
  }

  private static void replyOnce(Testbed testbed) {
    var server = replyOnceServer(testbed);
    testbed.client("client", LESSON.node("say.js", "5000", "testing~")).ends();
    server.gets(INT).ends();
  }

  private static void hello(Testbed testbed) {
    var server = testbed.server("server", LESSON.step("hello").listensOn(23452));
    server.prints("listen on port 23452");
    var client = testbed.client("client", LESSON.tool("nc", "127.0.0.1", "23452"));
    client.prints("hello world!");
    client.gets(INT).ends();
    server.prints("goodbye");
  }

  private static void both(Testbed testbed) {
    var server = replyOnceServer(testbed);
    fromTwoToThree(testbed).ends();
    server.prints("testing~");
  }

  private static void bothInNode(Testbed testbed) {
    var server = testbed.server("server", LESSON.node("addresses.js", "5000").listensOn(5000));
    server.prints("listen on port 5000");
    fromTwoToThree(testbed).ends();
    server.prints("socket.remoteAddress");
  }

  private static Participant fromTwoToThree(Testbed testbed) {
    return testbed.client(
        "client", LESSON.node("say.js", "5000", "testing~", "127.0.0.3", "127.0.0.2"));
  }

  private static void portInUse(Testbed testbed) {
    replyOnceServer(testbed);
    testbed.server("second-server", LESSON.step("reply-once").listensOn(5000)).ends();
  }

  private static void stopped(Testbed testbed) {
    var server = replyOnceServer(testbed).gets(STOP);
    var client = testbed.client("client", LESSON.node("say.js", "5000", "testing~"));
    client.prints("connected");
    var sockets = LESSON.tool("ss", "-tan", "sport = :5000");
    testbed.waitsFor(sockets, "ESTAB 8");
    testbed.server("ss", sockets).ends();
    server.gets(CONT);
    client.ends();
    server.prints("testing~");
  }

  private static void listening(Testbed testbed) {
    replyOnceServer(testbed);
    var one = testbed.server("one-address", LESSON.step("lifecycle").listensOn(4001));
    one.prints("listen on port 4001");
    testbed.server("ss", LESSON.tool("ss", "-ltnp", "sport = :5000")).ends();
    testbed.server("ss-one-address", LESSON.tool("ss", "-ltnp", "sport = :4001")).ends();
    testbed.server("lsof", LESSON.tool("lsof", "-nP", "-iTCP:5000,4001", "-sTCP:LISTEN")).ends();
  }

  private static void lifecycle(Testbed testbed) {
    var server =
        testbed.server("server", LESSON.step("lifecycle", "--close-after", "1").listensOn(4001));
    server.prints("listen on port 4001");
    var client = testbed.client("client", LESSON.tool("nc", "127.0.0.1", "4001"));
    server.prints("no longer listening");
    testbed.waitsFor(LESSON.tool("sh", "-c", "ss -ltnH 'sport = :4001' | wc -l"), "0");
    testbed.client("late-client", LESSON.node("say.js", "4001", "hello?")).ends();
    client.types("still here").prints("still here");
    client.gets(INT).ends();
    server.ends();
  }

  private static void halfClose(Testbed testbed) {
    var server = replyOnceServer(testbed);
    testbed.client("client", LESSON.node("last-word.js", "5000")).ends();
    server.prints("one more word");
  }

  private static void closeAtOnce(Testbed testbed) {
    replyOnceServer(testbed, "--close-at-once");
    // Java's close() sends the FIN before it releases the socket. On a busy machine data may arrive
    // in between, and would meet an open socket: the client waits 300 ms.
    testbed.client("client", LESSON.node("last-word.js", "5000", "300")).ends();
  }

  private static void unguarded(Testbed testbed) {
    // Without the limit the stack trace would contain paths of this machine.
    var unguarded =
        LESSON
            .tool("node", "--stack-trace-limit=0", "src/test/node/unguarded.js", "5000")
            .withBy("Node.js");
    var server = testbed.server("server", unguarded.listensOn(5000));
    server.prints("listen on port 5000");
    testbed.client("client", LESSON.node("last-word.js", "5000")).ends();
    server.ends();
  }

  private static void twoWrites(Testbed testbed) {
    var server = replyOnceServer(testbed).gets(STOP);
    var client = testbed.client("client", LESSON.node("twice.js", "5000"));
    client.prints("send world");
    testbed.waitsFor(LESSON.tool("ss", "-tan", "sport = :5000"), "ESTAB 10");
    server.gets(CONT);
    client.ends();
    server.prints("helloworld");
  }

  private static void split(Testbed testbed) {
    var server = replyOnceServer(testbed);
    testbed.client("client", LESSON.node("split.js", "5000")).ends();
    server.prints("글");
  }
}
