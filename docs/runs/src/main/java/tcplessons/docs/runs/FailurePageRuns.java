package tcplessons.docs.runs;

import static java.time.temporal.ChronoUnit.SECONDS;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.STOP;

import java.util.List;
import tcplessons.grader.capture.Segment;

/** Runs that only the page about failures shows. */
final class FailurePageRuns {

  private static final LessonPrograms LESSON_01 = LessonPrograms.of(1);

  private static final LessonPrograms LESSON_02 = LessonPrograms.of(2);

  private static final LessonPrograms LESSON_04 = LessonPrograms.of(4);

  private FailurePageRuns() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("unanswered", "A SYN without a response", LESSON_02, s -> unanswered(s)),
        new Scenario(
                "unreachable", "Three unreachable destinations", LESSON_02, s -> unreachable(s))
            .onTwoHosts()
            .withoutPackets(),
        new Scenario("empty-reply", "EOF instead of a response", LESSON_04, s -> emptyReply(s))
            // The version of curl is part of its request.
            .normalizing("6375726c2f(3.|2e)+", "CURL"));
  }

  /** With exponential back-off from the first retry on, as in kernels before 6.5. */
  private static void unanswered(Testbed testbed) {
    testbed.sets("net.ipv4.tcp_syn_retries", 2);
    testbed.sets("net.ipv4.tcp_syn_linear_timeouts", 0);
    var listener = LESSON_01.step("lifecycle", "--backlog", "1").listensOn(4001);
    testbed
        .server("server", listener.typedInAnotherFolder())
        .prints("listen on port 4001")
        .gets(STOP);
    for (int waiting = 1; waiting <= 2; waiting++) {
      testbed.client("nc-" + waiting, LESSON_02.tool("nc", "127.0.0.1", "4001"));
      testbed.waitsFor(LESSON_02.tool("ss", "-tln", "sport = :4001"), "LISTEN " + waiting);
    }
    var client =
        testbed.client("client", LESSON_02.step("connect", "--port", "4001", "--timeout", "30s"));
    client.ends();
    testbed.fact(
        "patience", SECONDS, client.sending(Segment.Flag.SYN), client.printing("timed out"));
  }

  private static void unreachable(Testbed testbed) {
    connect(testbed, "no-neighbour", "10.0.0.9");
    connect(testbed, "no-route", "192.0.2.1");
    connect(testbed, "no-name", "no-such-host.invalid");
  }

  private static void connect(Testbed testbed, String name, String host) {
    testbed.client(name, LESSON_02.step("connect", "--host", host)).ends();
  }

  private static void emptyReply(Testbed testbed) {
    var server = testbed.server("server", LESSON_04.node("hang-up.js", "5000").listensOn(5000));
    server.prints("listen on port 5000");
    testbed.client("curl", LESSON_04.tool("curl", "-sS", "http://127.0.0.1:5000/")).ends();
    server.prints("end without an answer").gets(INT).ends();
  }
}
