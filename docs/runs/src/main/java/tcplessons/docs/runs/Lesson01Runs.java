package tcplessons.docs.runs;

import static tcplessons.docs.runs.Participant.Signal.CONT;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.STOP;

import java.util.List;

/** The runs of lesson 01. */
final class Lesson01Runs {

  private static final Lesson LESSON =
      new Lesson("lesson-01-tcp-server", "lesson 01", "tcplessons.server.Lesson01");

  private Lesson01Runs() {}

  static List<Scenario> all() {
    return List.of(
        scenario("reply-once", "One message, one answer, one FIN each way", s -> replyOnce(s)),
        scenario("hello", "A greeting, and a client that leaves", s -> hello(s)),
        scenario("both-addresses", "Both ends of one connection, seen from both", s -> both(s)),
        scenario("both-addresses-node", "What socket.address() is in Node", s -> bothInNode(s))
            // The server may end before the client has spoken, or after.
            .withUnordered(true),
        scenario("port-in-use", "A second server on the same port", s -> portInUse(s)),
        scenario("handshake-before-accept", "A stopped server gets connections", s -> stopped(s)),
        scenario("listening", "Listening sockets, seen from outside", s -> listening(s))
            // lsof goes by the pid, which starts again from the beginning now and then.
            .inAnyOrder()
            // lsof: the pid, who runs the tests, the descriptor and the socket's number.
            .blurring("java +\\d+ +\\S+ +\\d+u +(IPv[46]) +\\d+ ", "java PID USER FD $1 DEVICE "),
        scenario("lifecycle", "The listener closes, a connection lives on", s -> lifecycle(s)),
        scenario("half-close", "The client has the last word", s -> halfClose(s)),
        scenario("close-at-once", "The last word meets a closed socket", s -> closeAtOnce(s)),
        scenario("unguarded", "A second word ends an unguarded Node server", s -> unguarded(s))
            .blurring("node:events:\\d+", "node:events:LINE"),
        scenario("two-writes-one-read", "Two writes become one read", s -> twoWrites(s)),
        scenario("split-characters", "Characters cut between segments", s -> split(s)));
  }

  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script);
  }

  private static Participant replyOnceServer(Stage stage, String... args) {
    return stage
        .server("server", LESSON.step("reply-once", args).listensOn(5000))
        .prints("listen on port 5000");
  }

  private static void replyOnce(Stage stage) {
    var server = replyOnceServer(stage);
    stage.client("client", LESSON.node("say.js", "5000", "testing~")).ends();
    server.gets(INT).ends();
  }

  private static void hello(Stage stage) {
    var server = stage.server("server", LESSON.step("hello").listensOn(23452));
    server.prints("listen on port 23452");
    var client = stage.client("client", LESSON.tool("nc", "127.0.0.1", "23452"));
    client.prints("hello world!");
    client.gets(INT).ends();
    server.prints("goodbye");
  }

  private static void both(Stage stage) {
    var server = replyOnceServer(stage);
    fromTwoToThree(stage).ends();
    server.prints("testing~");
  }

  private static void bothInNode(Stage stage) {
    var server = stage.server("server", LESSON.node("addresses.js", "5000").listensOn(5000));
    server.prints("listen on port 5000");
    fromTwoToThree(stage).ends();
    server.prints("socket.remoteAddress");
  }

  private static Participant fromTwoToThree(Stage stage) {
    return stage.client(
        "client", LESSON.node("say.js", "5000", "testing~", "127.0.0.3", "127.0.0.2"));
  }

  private static void portInUse(Stage stage) {
    replyOnceServer(stage);
    stage.server("second-server", LESSON.step("reply-once").listensOn(5000)).ends();
  }

  private static void stopped(Stage stage) {
    var server = replyOnceServer(stage).gets(STOP);
    var client = stage.client("client", LESSON.node("say.js", "5000", "testing~"));
    client.prints("connected");
    var sockets = LESSON.tool("ss", "-tan", "sport = :5000");
    stage.waitsFor(sockets, "ESTAB 8");
    stage.server("ss", sockets).ends();
    server.gets(CONT);
    client.ends();
    server.prints("testing~");
  }

  private static void listening(Stage stage) {
    replyOnceServer(stage);
    var one = stage.server("one-address", LESSON.step("lifecycle").listensOn(4001));
    one.prints("listen on port 4001");
    stage.server("ss", LESSON.tool("ss", "-ltnp", "sport = :5000")).ends();
    stage.server("ss-one-address", LESSON.tool("ss", "-ltnp", "sport = :4001")).ends();
    stage.server("lsof", LESSON.tool("lsof", "-nP", "-iTCP:5000,4001", "-sTCP:LISTEN")).ends();
  }

  private static void lifecycle(Stage stage) {
    var server =
        stage.server("server", LESSON.step("lifecycle", "--close-after", "1").listensOn(4001));
    server.prints("listen on port 4001");
    var client = stage.client("client", LESSON.tool("nc", "127.0.0.1", "4001"));
    server.prints("no longer listening");
    stage.waitsFor(LESSON.tool("sh", "-c", "ss -ltnH 'sport = :4001' | wc -l"), "0");
    stage.client("late-client", LESSON.node("say.js", "4001", "hello?")).ends();
    client.types("still here").prints("still here");
    client.gets(INT).ends();
    server.ends();
  }

  private static void halfClose(Stage stage) {
    var server = replyOnceServer(stage);
    stage.client("client", LESSON.node("last-word.js", "5000")).ends();
    server.prints("one more word");
  }

  private static void closeAtOnce(Stage stage) {
    replyOnceServer(stage, "--close-at-once");
    // Java's close() sends the FIN before it gives the socket up. On a busy machine that takes a
    // while, and a word that comes in between meets no closed socket.
    stage.client("client", LESSON.node("last-word.js", "5000", "300")).ends();
  }

  private static void unguarded(Stage stage) {
    // Without the limit the error would show where on this machine the script lies.
    var unguarded =
        LESSON
            .tool("node", "--stack-trace-limit=0", "src/test/node/unguarded.js", "5000")
            .withBy("Node.js");
    var server = stage.server("server", unguarded.listensOn(5000));
    server.prints("listen on port 5000");
    stage.client("client", LESSON.node("last-word.js", "5000")).ends();
    server.ends();
  }

  private static void twoWrites(Stage stage) {
    var server = replyOnceServer(stage).gets(STOP);
    var client = stage.client("client", LESSON.node("twice.js", "5000"));
    client.prints("send world");
    stage.waitsFor(LESSON.tool("ss", "-tan", "sport = :5000"), "ESTAB 10");
    server.gets(CONT);
    client.ends();
    server.prints("helloworld");
  }

  private static void split(Stage stage) {
    var server = replyOnceServer(stage);
    stage.client("client", LESSON.node("split.js", "5000")).ends();
    server.prints("글");
  }
}
