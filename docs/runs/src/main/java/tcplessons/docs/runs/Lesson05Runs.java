package tcplessons.docs.runs;

import static java.time.temporal.ChronoUnit.SECONDS;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.KILL;

import java.util.List;
import java.util.stream.Stream;

/**
 * The runs of lesson 05.
 *
 * <p>Clients connect one after the other, so that each gets the same number in every run.
 */
final class Lesson05Runs {

  private static final LessonPrograms LESSON = LessonPrograms.of(5);

  private static final LessonPrograms LESSON_02 = LessonPrograms.of(2);

  private Lesson05Runs() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("broadcast", "From one to all others", LESSON, s -> broadcast(s)),
        new Scenario("broadcast-never", "Node.js: to no client", LESSON, s -> never(s)),
        new Scenario(
                "broadcast-splice", "Node.js: the wrong client is removed", LESSON, s -> splice(s))
            .withoutPackets(),
        new Scenario("broadcast-stall", "One slow reader stops all", LESSON, s -> stall(s))
            // The order in which ss lists the sockets varies.
            .withUnorderedLines()
            .withoutPackets()
            // Either of them may notice the reset first.
            .normalizing("Broken pipe|Connection reset( by peer)?|Socket closed", "BROKEN")
            .normalizing("(read|write) (ECONNRESET|EPIPE)", "BROKEN")
            // Both disconnect at once: each may be counted after the other.
            .normalizing("left, \\d here", "left, SOME here")
            // The sizes of the kernel's buffers vary.
            .normalizing("ESTAB +\\d+ +\\d+ ", "ESTAB QUEUED ")
            .normalizing("timer:\\((\\w+),[^)]+", "timer:($1,TIME"),
        backpressure("broadcast-full-speed", "A fast sender waits", s -> fullSpeed(s)),
        backpressure("broadcast-slow", "A slow reader slows the sender", s -> slow(s)),
        backpressure("broadcast-stuck", "A stalled client is disconnected", s -> stuck(s)),
        new Scenario("broadcast-pile-up", "Node.js: unlimited queues", LESSON, s -> pileUp(s))
            .withoutPackets(),
        new Scenario("listening-ipv4", "What 0.0.0.0 means", LESSON, s -> listening(s))
            .withoutPackets(),
        new Scenario("chat", "Lines, with names", LESSON, s -> chat(s)),
        new Scenario("chat-torn", "A line in several segments", LESSON, s -> torn(s))
            .withoutPackets()
            .normalizing("^( *out\\| #\\d+) +\\d+\\.\\d{3} s", "$1 TIME"),
        new Scenario("chat-escape", "Escape injection", LESSON, s -> escape(s)).withoutPackets(),
        new Scenario("cluster", "Three servers, one room", LESSON, s -> cluster(s))
            .withoutPackets());
  }

  private static Scenario backpressure(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script)
        // The sender and the receiver disconnect at once, in either order.
        .withUnorderedLines()
        .withoutPackets()
        // The kernel's buffers may take all that the sender writes.
        .normalizing("drain (never|more than once)", "drain SOMETIMES");
  }

  // Participants.

  private static Participant server(Testbed testbed, String step, String... args) {
    return testbed
        .server("server", LESSON.step(step, args).listensOn(1337))
        .prints("listen on port 1337");
  }

  private static Participant node(Testbed testbed, String script, String... args) {
    return testbed
        .server("server", LESSON.node(script, with("1337", args)).listensOn(1337))
        .prints("listen on port 1337");
  }

  private static String[] with(String first, String... others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
  }

  private static Participant nc(Testbed testbed, String name) {
    return testbed.client(name, LESSON.tool("nc", "127.0.0.1", "1337"));
  }

  /** A client that the server has registered. */
  private static Participant joining(Testbed testbed, String name, Participant server) {
    var client = nc(testbed, name);
    server.prints(" joined");
    return client;
  }

  /** Sends as fast as the server reads. */
  private static Participant sender(Testbed testbed, String bytes) {
    return testbed.client("sender", LESSON.node("drain.js", "1337", bytes));
  }

  private static Program shell(String line) {
    var program = LESSON.tool("sh", "-c", line);
    return program.withBy("nc").withTyped(line);
  }

  // Broadcast.

  private static void broadcast(Testbed testbed) {
    var server = server(testbed, "broadcast");
    var a = joining(testbed, "a", server);
    var b = joining(testbed, "b", server);
    var c = joining(testbed, "c", server);
    testbed.opens(1, a);
    testbed.opens(2, b);
    testbed.opens(3, c);
    a.types("hello");
    b.prints("hello");
    c.prints("hello");
  }

  private static void never(Testbed testbed) {
    var server = node(testbed, "never.js");
    var a = nc(testbed, "a");
    testbed.waitsFor(LESSON.tool("ss", "-tan", "sport = :1337"), "ESTAB");
    testbed.opens(1, a);
    var b = nc(testbed, "b");
    testbed.opens(2, b);
    testbed.waitsFor(
        LESSON.tool("sh", "-c", "ss -tanH state established 'sport = :1337' | wc -l"), "2");
    a.types("hello");
    server.prints("0 others");
    a.gets(INT).ends();
    server.prints("removed -1");
  }

  private static void splice(Testbed testbed) {
    var server = node(testbed, "splice.js");
    var anna = nc(testbed, "anna").types("Anna");
    server.prints("Anna came");
    var bob = nc(testbed, "bob").types("Bob");
    server.prints("Bob came");
    var silent = nc(testbed, "silent");
    testbed.waitsFor(
        LESSON.tool("sh", "-c", "ss -tanH state established 'sport = :1337' | wc -l"), "3");
    silent.gets(INT).ends();
    server.prints("index -1 left");
    bob.types("hello Anna");
    anna.prints("hello Anna").types("hello Bob");
    anna.endsInput();
    testbed.waitsFor(LESSON.tool("ss", "-tanH", "sport = :1337"), "ESTAB");
  }

  private static void stall(Testbed testbed) {
    var server = server(testbed, "broadcast", "--naive");
    var stuck = testbed.client("stuck", LESSON.node("stuck.js", "1337"));
    server.prints(" joined");
    var sender = sender(testbed, "60000000");
    server.prints(" joined");
    var ss = LESSON.tool("ss", "-tnoH", "sport = :1337");
    testbed.waitsFor(ss, "timer:(persist");
    testbed.waitsFor(LESSON.tool("ss", "-tnoH", "dport = :1337"), "timer:(persist");
    testbed.server("ss", ss).ends();
    stuck.endsInput().ends();
    sender.ends();
    server.prints(" left").prints(" left");
    server.matched("(connection from)");
  }

  private static Participant receiver(Testbed testbed, Participant server, String... args) {
    var receiver = testbed.client("receiver", LESSON.node("count.js", with("1337", args)));
    server.prints(" joined");
    return receiver;
  }

  private static void fullSpeed(Testbed testbed) {
    var server = server(testbed, "broadcast");
    var receiver = receiver(testbed, server, "20000000");
    var sender = sender(testbed, "20000000");
    server.prints("joined, 2 here");
    sender.ends();
    receiver.prints("all 20000000 bytes").ends();
    server.matched("(left, 0 here)");
    testbed.fact("seconds", SECONDS, server.printing("joined, 2 here"), receiver.printing("all "));
  }

  /** It takes longer than the stall timeout: a client that made no progress would be reset. */
  private static void slow(Testbed testbed) {
    var server = server(testbed, "broadcast");
    var receiver = receiver(testbed, server, "5000000", "500000");
    var sender = sender(testbed, "5000000");
    server.prints("joined, 2 here");
    sender.ends();
    server.prints("left, 1 here");
    receiver.prints("all 5000000 bytes").ends();
    server.prints("left, 0 here");
    var joined = server.printing("joined, 2 here");
    testbed.fact("sender", SECONDS, joined, server.printing("left, 1 here"));
    testbed.fact("receiver", SECONDS, joined, receiver.printing("all "));
  }

  private static void stuck(Testbed testbed) {
    var server = server(testbed, "broadcast");
    var stuck = testbed.client("stuck", LESSON.node("stuck.js", "1337"));
    server.prints(" joined");
    var receiver = receiver(testbed, server, "20000000");
    var sender = sender(testbed, "20000000");
    server.prints("joined, 3 here");
    sender.ends();
    receiver.prints("all 20000000 bytes").ends();
    server.matched("(left, 0 here)");
    server.matched("(disconnected)");
    stuck.endsInput().ends();
    testbed.fact("seconds", SECONDS, server.printing("joined, 3 here"), server.printing("stalled"));
  }

  private static void pileUp(Testbed testbed) {
    var server = node(testbed, "pile-up.js", "--report");
    testbed.client("stuck", LESSON.node("stuck.js", "1337"));
    // Bytes that arrive before it is connected are not sent to it.
    testbed.waitsFor(LESSON.tool("ss", "-tnH", "sport = :1337"), "ESTAB");
    sender(testbed, "100000000").ends();
    server.prints("more than 80 MB");
  }

  private static void listening(Testbed testbed) {
    for (var naive : List.of(true, false)) {
      var name = naive ? "naive" : "server";
      var step = naive ? LESSON.step("broadcast", "--naive") : LESSON.step("broadcast");
      var server = testbed.server(name, step.listensOn(1337)).prints("listen on port 1337");
      testbed.server(naive ? "ss" : "ss-2", LESSON.tool("ss", "-ltn", "sport = :1337")).ends();
      server.gets(INT).ends();
    }
  }

  // The chat.

  private static Participant guest(Testbed testbed, String name) {
    return nc(testbed, name).prints("* welcome");
  }

  private static void chat(Testbed testbed) {
    var server = server(testbed, "chat");
    var a = guest(testbed, "a");
    testbed.opens(1, a);
    server.prints("is guest-1");
    var b = guest(testbed, "b");
    testbed.opens(2, b);
    a.prints("joined");
    a.types("/name 민지").prints("you are");
    b.prints("is now 민지");
    a.types("hello");
    b.prints("민지: hello");
    b.types("/quit");
    a.prints("left");
    server.prints("left");
    testbed.waitsFor(LESSON.tool("ss", "-tan", "dport = :1337"), "CLOSE-WAIT");
  }

  private static void torn(Testbed testbed) {
    server(testbed, "chat");
    var listener = guest(testbed, "listener");
    var tap = LESSON_02.step("tap", "--to", "127.0.0.1:1337", "--drip");
    testbed.server("tap", tap.typedInAnotherFolder().listensOn(5001)).prints("listen on port 5001");
    var client = testbed.client("talker", LESSON.tool("nc", "127.0.0.1", "5001"));
    client.prints("* welcome");
    client.types("one line");
    listener.prints("guest-2: one line");
    client.matched("(/quit leaves)$");
  }

  private static void escape(Testbed testbed) {
    var server = server(testbed, "chat");
    var listener = guest(testbed, "listener");
    server.prints("is guest-1");
    testbed
        .client("stranger", shell("printf '\\033[2Jgone? \\377\\n' | nc -N 127.0.0.1 1337"))
        .ends();
    listener.prints("gone?").prints("left");
  }

  // The cluster.

  private static Participant member(Testbed testbed, String name, int port, int bind) {
    var step = LESSON.step("cluster", "--port", "" + port, "--bind", "127.0.0.1:" + bind);
    return testbed.server(name, step).prints("listen on port " + port);
  }

  private static Participant guest(Testbed testbed, String name, int port) {
    return testbed.client(name, LESSON.tool("nc", "127.0.0.1", "" + port)).prints("* welcome");
  }

  private static void cluster(Testbed testbed) {
    var first = member(testbed, "first", 1337, 7800);
    var a = guest(testbed, "a", 1337);
    first.prints("is guest-1");
    var second = member(testbed, "second", 1338, 7801);
    a.prints("7801 joined"); // all servers have the same list of members
    member(testbed, "third", 1339, 7802);
    a.prints("server 127.0.0.1:7802 joined");
    var b = guest(testbed, "b", 1339);
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
