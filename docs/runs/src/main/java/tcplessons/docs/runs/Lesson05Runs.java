package tcplessons.docs.runs;

import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.KILL;

import java.util.ArrayList;
import java.util.List;

/**
 * The runs of lesson 05.
 *
 * <p>Who comes is awaited before the next one comes, so that the numbers are the same each time.
 */
final class Lesson05Runs {

  private static final Lesson LESSON =
      new Lesson("lesson-05-broadcast", "lesson 05", "tcplessons.broadcast.Lesson05");

  private static final Lesson LESSON_02 =
      new Lesson("lesson-02-tcp-client", "lesson 02", "tcplessons.client.Lesson02");

  private Lesson05Runs() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("broadcast", "From one to all others", LESSON, s -> broadcast(s)),
        new Scenario("broadcast-never", "Node.js: to nobody", LESSON, s -> never(s)),
        new Scenario("broadcast-splice", "Node.js: off the list", LESSON, s -> splice(s))
            .withoutPackets(),
        new Scenario("broadcast-stall", "One stops everybody", LESSON, s -> stall(s))
            // In which order ss lists the sockets.
            .inAnyOrder()
            .withoutPackets()
            // Which of them hears of it first.
            .blurring("Broken pipe|Connection reset( by peer)?|Socket closed", "BROKEN")
            .blurring("(read|write) (ECONNRESET|EPIPE)", "BROKEN")
            // Both leave at once, so that both may count after the other has gone.
            .blurring("left, \\d here", "left, SOME here")
            // How much fits into the kernel's buffers.
            .blurring("ESTAB +\\d+ +\\d+ ", "ESTAB QUEUED ")
            .blurring("timer:\\((\\w+),[^)]+", "timer:($1,TIME"),
        new Scenario("broadcast-behind", "One is left behind", LESSON, s -> behind(s))
            // The sender and the receiver leave at once, and are told of in either order.
            .inAnyOrder()
            .withoutPackets(),
        new Scenario("broadcast-pile-up", "Node.js: it piles up", LESSON, s -> pileUp(s))
            .withoutPackets(),
        new Scenario("listening-ipv4", "What 0.0.0.0 means", LESSON, s -> listening(s))
            .withoutPackets(),
        new Scenario("chat", "By lines, with names", LESSON, s -> chat(s)),
        new Scenario("chat-torn", "A line in pieces is a line", LESSON, s -> torn(s))
            .withoutPackets()
            .blurring("^( *out\\| #\\d+) +\\d+\\.\\d{3} s", "$1 TIME"),
        new Scenario("chat-escape", "What a terminal would obey", LESSON, s -> escape(s))
            .withoutPackets(),
        new Scenario("cluster", "Three servers, one room", LESSON, s -> cluster(s))
            .withoutPackets());
  }

  // Who takes part.

  private static Participant server(Stage stage, String step, String... args) {
    return stage
        .server("server", saying(LESSON.step(step, args).listensOn(1337), "--port", "1337"))
        .prints("listen on port 1337");
  }

  private static Participant node(Stage stage, String script, String... args) {
    return stage
        .server("server", LESSON.node(script, with("1337", args)).listensOn(1337))
        .prints("listen on port 1337");
  }

  private static String[] with(String first, String... others) {
    var words = new ArrayList<>(List.of(first));
    words.addAll(List.of(others));
    return words.toArray(String[]::new);
  }

  private static Participant nc(Stage stage, String name) {
    return stage.client(name, LESSON.tool("nc", "127.0.0.1", "1337"));
  }

  /** Somebody whom our server has on its list. */
  private static Participant joining(Stage stage, String name, Participant server) {
    var client = nc(stage, name);
    server.prints(" joined");
    return client;
  }

  /** Sends as fast as it is taken. */
  private static Participant sender(Stage stage, String bytes) {
    return stage.client("sender", LESSON.node("drain.js", "1337", bytes));
  }

  /** Says a default aloud, so that the stage can put another port in its place. */
  private static Program saying(Program step, String... defaults) {
    var command = new ArrayList<>(step.command());
    command.addAll(List.of(defaults));
    return step.withCommand(List.copyOf(command));
  }

  private static Program shell(String line) {
    var program = LESSON.tool("sh", "-c", line);
    return program.withBy("nc").withTyped(line);
  }

  // Broadcast.

  private static void broadcast(Stage stage) {
    var server = server(stage, "broadcast");
    var a = joining(stage, "a", server);
    var b = joining(stage, "b", server);
    var c = joining(stage, "c", server);
    stage.opens(1, a);
    stage.opens(2, b);
    stage.opens(3, c);
    a.types("hello");
    b.prints("hello");
    c.prints("hello");
  }

  private static void never(Stage stage) {
    var server = node(stage, "never.js");
    var a = nc(stage, "a");
    stage.waitsFor(LESSON.tool("ss", "-tan", "sport = :1337"), "ESTAB");
    stage.opens(1, a);
    var b = nc(stage, "b");
    stage.opens(2, b);
    stage.waitsFor(
        LESSON.tool("sh", "-c", "ss -tanH state established 'sport = :1337' | wc -l"), "2");
    a.types("hello");
    server.prints("0 others");
    a.gets(INT).ends();
    server.prints("removed -1");
  }

  private static void splice(Stage stage) {
    var server = node(stage, "splice.js");
    var anna = nc(stage, "anna").types("Anna");
    server.prints("Anna came");
    var bob = nc(stage, "bob").types("Bob");
    server.prints("Bob came");
    var silent = nc(stage, "silent");
    stage.waitsFor(
        LESSON.tool("sh", "-c", "ss -tanH state established 'sport = :1337' | wc -l"), "3");
    silent.gets(INT).ends();
    server.prints("index -1 left");
    bob.types("hello Anna");
    anna.prints("hello Anna").types("hello Bob");
    anna.endsInput();
    stage.waitsFor(LESSON.tool("ss", "-tanH", "sport = :1337"), "ESTAB");
  }

  private static void stall(Stage stage) {
    var server = server(stage, "broadcast", "--naive");
    var stuck = stage.client("stuck", LESSON.node("stuck.js", "1337"));
    server.prints(" joined");
    var sender = sender(stage, "60000000");
    server.prints(" joined");
    var ss = LESSON.tool("ss", "-tnoH", "sport = :1337");
    stage.waitsFor(ss, "timer:(persist");
    stage.waitsFor(LESSON.tool("ss", "-tnoH", "dport = :1337"), "timer:(persist");
    stage.server("ss", ss).ends();
    stuck.endsInput().ends();
    sender.ends();
    server.prints(" left").prints(" left");
    server.matched("(connection from)");
  }

  private static void behind(Stage stage) {
    var server = server(stage, "broadcast");
    var stuck = stage.client("stuck", LESSON.node("stuck.js", "1337"));
    server.prints(" joined");
    var receiver = stage.client("receiver", LESSON.node("count.js", "1337", "20000000"));
    server.prints(" joined");
    stage.client("sender", LESSON.node("pace.js", "1337")).prints("all written").ends();
    receiver.prints("all 20000000 bytes").ends();
    server.matched("(left, 0 here)");
    server.matched("(left, 1 here)");
    server.matched("(disconnected)");
    stuck.endsInput().ends();
  }

  private static void pileUp(Stage stage) {
    var server = node(stage, "pile-up.js", "--report");
    stage.client("stuck", LESSON.node("stuck.js", "1337"));
    // What comes before it is connected is not for it, and does not wait.
    stage.waitsFor(LESSON.tool("ss", "-tnH", "sport = :1337"), "ESTAB");
    sender(stage, "100000000").ends();
    server.prints("more than 80 MB");
  }

  private static void listening(Stage stage) {
    for (var naive : List.of(true, false)) {
      var name = naive ? "naive" : "server";
      var step = naive ? LESSON.step("broadcast", "--naive") : LESSON.step("broadcast");
      var server =
          stage
              .server(name, saying(step.listensOn(1337), "--port", "1337"))
              .prints("listen on port 1337");
      stage.server(naive ? "ss" : "ss-2", LESSON.tool("ss", "-ltn", "sport = :1337")).ends();
      server.gets(INT).ends();
    }
  }

  // The chat.

  private static Participant guest(Stage stage, String name) {
    return nc(stage, name).prints("* welcome");
  }

  private static void chat(Stage stage) {
    var server = server(stage, "chat");
    var a = guest(stage, "a");
    stage.opens(1, a);
    server.prints("is guest-1");
    var b = guest(stage, "b");
    stage.opens(2, b);
    a.prints("joined");
    a.types("/name 민지").prints("you are");
    b.prints("is now 민지");
    a.types("hello");
    b.prints("민지: hello");
    b.types("/quit");
    a.prints("left");
    server.prints("left");
    stage.waitsFor(LESSON.tool("ss", "-tan", "dport = :1337"), "CLOSE-WAIT");
  }

  private static void torn(Stage stage) {
    server(stage, "chat");
    var listener = guest(stage, "listener");
    var tap = LESSON_02.step("tap", "--to", "127.0.0.1:1337", "--drip");
    var elsewhere = tap.typed().replace("mvn -q", "mvn -q -f ../" + LESSON_02.module());
    stage.server("tap", tap.withTyped(elsewhere).listensOn(5001)).prints("listen on port 5001");
    var client = stage.client("talker", LESSON.tool("nc", "127.0.0.1", "5001"));
    client.prints("* welcome");
    client.types("one line");
    listener.prints("guest-2: one line");
    client.matched("(/quit leaves)$");
  }

  private static void escape(Stage stage) {
    var server = server(stage, "chat");
    var listener = guest(stage, "listener");
    server.prints("is guest-1");
    stage
        .client("stranger", shell("printf '\\033[2Jgone? \\377\\n' | nc -N 127.0.0.1 1337"))
        .ends();
    listener.prints("gone?").prints("left");
  }

  // The cluster.

  private static Participant member(Stage stage, String name, int port, int bind) {
    var step = LESSON.step("cluster", "--port", "" + port, "--bind", "127.0.0.1:" + bind);
    return stage.server(name, step).prints("listen on port " + port);
  }

  private static Participant guest(Stage stage, String name, int port) {
    return stage.client(name, LESSON.tool("nc", "127.0.0.1", "" + port)).prints("* welcome");
  }

  private static void cluster(Stage stage) {
    var first = member(stage, "first", 1337, 7800);
    var a = guest(stage, "a", 1337);
    first.prints("is guest-1");
    var second = member(stage, "second", 1338, 7801);
    a.prints("7801 joined"); // all servers have agreed on who is there
    member(stage, "third", 1339, 7802);
    a.prints("server 127.0.0.1:7802 joined");
    var b = guest(stage, "b", 1339);
    a.prints("guest-1@127.0.0.1:7802 joined");
    a.types("hello");
    b.prints(": hello");
    second.gets(KILL).ends();
    a.prints("left");
    b.prints("left");
    b.types("still here");
    a.prints("still here");
  }
}
