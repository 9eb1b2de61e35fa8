package tcplessons.docs.runs;

import static java.time.temporal.ChronoUnit.SECONDS;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.STOP;

import java.util.ArrayList;
import java.util.List;

/** Runs of the failure atlas that no lesson has. */
final class AtlasRuns {

  private static final Lesson LESSON_01 =
      new Lesson("lesson-01-tcp-server", "lesson 01", "tcplessons.server.Lesson01");

  private static final Lesson LESSON_02 =
      new Lesson("lesson-02-tcp-client", "lesson 02", "tcplessons.client.Lesson02");

  private static final Lesson LESSON_04 =
      new Lesson("lesson-04-http-raw", "lesson 04", "tcplessons.http.Lesson04");

  private AtlasRuns() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("unanswered", "A SYN that nobody answers", LESSON_02, s -> unanswered(s)),
        new Scenario("unreachable", "Three ways not to get there", LESSON_02, s -> unreachable(s))
            .betweenMachines()
            .withoutPackets(),
        new Scenario("empty-reply", "An end in place of an answer", LESSON_04, s -> emptyReply(s))
            // Another curl says another version, in a request of another length.
            .blurring("6375726c2f(3.|2e)+", "CURL"));
  }

  /** The kernel waits twice as long before each next SYN, as kernels before 6.5 always did. */
  private static void unanswered(Stage stage) {
    stage.sets("net.ipv4.tcp_syn_retries", 2);
    stage.sets("net.ipv4.tcp_syn_linear_timeouts", 0);
    var listener = LESSON_01.step("lifecycle", "--backlog", "1").listensOn(4001);
    var elsewhere = listener.typed().replace("mvn -q", "mvn -q -f ../" + LESSON_01.module());
    stage
        .server("server", saying(listener.withTyped(elsewhere), "--port", "4001"))
        .prints("listen on port 4001")
        .gets(STOP);
    for (int waiting = 1; waiting <= 2; waiting++) {
      stage.client("nc-" + waiting, LESSON_02.tool("nc", "127.0.0.1", "4001"));
      stage.waitsFor(LESSON_02.tool("ss", "-tln", "sport = :4001"), "LISTEN " + waiting);
    }
    var client =
        stage.client("client", LESSON_02.step("connect", "--port", "4001", "--timeout", "30s"));
    client.ends();
    stage.fact("patience", SECONDS, client.sending(Packet.Flag.SYN), client.printing("timed out"));
  }

  private static void unreachable(Stage stage) {
    connect(stage, "no-neighbour", "10.0.0.9");
    connect(stage, "no-route", "192.0.2.1");
    connect(stage, "no-name", "no-such-host.invalid");
  }

  private static void connect(Stage stage, String name, String host) {
    stage.client(name, LESSON_02.step("connect", "--host", host)).ends();
  }

  private static void emptyReply(Stage stage) {
    var server = stage.server("server", LESSON_04.node("hang-up.js", "5000").listensOn(5000));
    server.prints("listen on port 5000");
    stage.client("curl", LESSON_04.tool("curl", "-sS", "http://127.0.0.1:5000/")).ends();
    server.prints("end without an answer").gets(INT).ends();
  }

  /** Says a default aloud, so that the stage can put another port in its place. */
  private static Program saying(Program step, String... defaults) {
    var command = new ArrayList<>(step.command());
    command.addAll(List.of(defaults));
    return step.withCommand(List.copyOf(command));
  }
}
