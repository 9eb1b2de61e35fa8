package tcplessons.docs.runs;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tcplessons.docs.kit.JvmCommand;
import tcplessons.docs.kit.Lesson;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.docs.kit.NetworkNamespace;
import tcplessons.docs.kit.Project;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.kit.Waiting;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.LinkState;
import tcplessons.docs.model.Run;
import tcplessons.docs.runs.Participant.Signal;

@EnabledOnOs(value = OS.LINUX, disabledReason = "the testbed needs Linux")
@Timeout(180)
class TestbedTest {

  private static final LessonPrograms SAMPLE =
      new LessonPrograms(new Lesson(0, "docs/runs", SampleLesson.class.getName(), List.of()));

  private static final Scenario DIALOGUE =
      new Scenario(
          "dialogue",
          "One question, one answer",
          SAMPLE,
          testbed -> {
            var server = testbed.server("server", SAMPLE.step("answer").listensOn(5000));
            server.prints("listen on port 5000");
            testbed.client("client", SAMPLE.step("ask", "5000")).ends();
            server.ends();
            testbed.fact("answers", 1);
          });

  static Recording dialogue(Timing timing) {
    return Recording.play(DIALOGUE, Topology.NAMESPACE, timing, Waiting.LIMIT);
  }

  @ParameterizedTest
  @EnumSource(names = {"NAMESPACE", "LOOPBACK"})
  void a_run_contains_the_output_and_the_exit_code_of_every_participant(Topology topology) {
    var run = Recording.play(DIALOGUE, topology, Timing.APPROXIMATE, Waiting.LIMIT).run();

    assertThat(run.participants())
        .extracting(Run.Participant::name, Run.Participant::command, Run.Participant::exit)
        .containsExactly(
            tuple("server", "mvn -q compile exec:exec@answer", 3),
            tuple("client", "mvn -q compile exec:exec@ask -Dargs=\"5000\"", 0));
    assertThat(run.participants())
        .extracting(Run.Participant::executed)
        .allMatch(executed -> executed.startsWith("java -XX:+UseSerialGC "))
        .allMatch(executed -> executed.contains(" -cp target/test-classes:target/classes "))
        .noneMatch(executed -> executed.contains(Project.root().toString()));
    assertThat(run.events(Event.Print.class))
        .extracting(print -> print.who() + " " + print.stream() + " " + print.text())
        .containsExactlyInAnyOrder(
            "server OUT listen on port 5000",
            "server OUT hi",
            "server ERR done",
            "client OUT pong");
    assertThat(run.facts()).containsEntry("answers", "1");
  }

  @Test
  void a_run_contains_every_packet_and_the_states_entered_with_it() {
    var played = dialogue(Timing.APPROXIMATE);
    Assumptions.assumeTrue(played.captured(), "packets cannot be captured here");
    var comparison = new RunComparison(DIALOGUE, true);

    assertThat(comparison.lines(played.run()))
        .endsWith(
            "connection 1: client to server",
            " client SYN {client=SYN-SENT}",
            " server SYN ACK {client=ESTABLISHED, server=SYN-RECEIVED}",
            " client data 6869",
            " server data 706f6e67",
            " server FIN {client=CLOSE-WAIT, server=FIN-WAIT-1}",
            " client FIN {client=LAST-ACK, server=TIME-WAIT}");
    assertThat(played.run().facts())
        .containsEntry("bytes-to-client", "4")
        .containsEntry("bytes-to-server", "2");
    assertThat(played.frames()).hasSize(Integer.parseInt(played.run().facts().get("packets")));
  }

  @Test
  void packets_have_a_scaled_window_and_options() {
    var played = dialogue(Timing.APPROXIMATE);
    Assumptions.assumeTrue(played.captured(), "packets cannot be captured here");

    var packets = played.run().packets();
    assertThat(packets.getFirst().options())
        .anyMatch(option -> option.matches("mss \\d+"))
        .contains("sackOK")
        .anyMatch(option -> option.matches("wscale \\d+"));
    assertThat(packets.getFirst().window()).isLessThanOrEqualTo(0xFFFF);
    assertThat(packets).allMatch(packet -> packet.window() > 0);
  }

  @Test
  void waiting_for_a_line_that_never_comes_fails_with_the_output_so_far() {
    long pid;
    try (var testbed = Testbed.open(Topology.LOOPBACK, Timing.APPROXIMATE, Duration.ofSeconds(2))) {
      var participant = testbed.server("server", SAMPLE.step("forever"));
      pid = participant.process().pid();

      assertThatThrownBy(() -> participant.prints("something else"))
          .isInstanceOf(ScenarioException.class)
          .hasMessageContaining("waited 2 s for server to print \"something else\"")
          .hasMessageContaining("exec:exec@forever), running");
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void waiting_for_a_line_fails_at_once_after_the_exit() {
    try (var testbed = Testbed.open(Topology.LOOPBACK, Timing.APPROXIMATE, Waiting.LIMIT)) {
      var participant = testbed.client("client", SAMPLE.step("unknown"));

      assertThatThrownBy(() -> participant.prints("anything"))
          .hasMessageContaining("but client has ended with exit code 2. So far:");
    }
  }

  @Test
  void no_participant_outlives_its_testbed_even_if_it_was_stopped() {
    List<Long> pids;
    try (var testbed = Testbed.open(Topology.NAMESPACE, Timing.APPROXIMATE, Waiting.LIMIT)) {
      var stopped = testbed.server("stopped", SAMPLE.step("forever")).prints("here I am");
      var running = testbed.server("running", SAMPLE.step("forever")).prints("here I am");
      stopped.gets(Signal.STOP);
      pids = List.of(stopped.process().pid(), running.process().pid());
      assertThat(pids).allMatch(TestbedTest::isAlive);
    }
    assertThat(pids).noneMatch(TestbedTest::isAlive);
  }

  @Test
  void signals_reach_the_program_itself() {
    try (var testbed = Testbed.open(Topology.NAMESPACE, Timing.APPROXIMATE, Waiting.LIMIT)) {
      var participant = testbed.client("client", SAMPLE.step("forever")).prints("here I am");

      participant.gets(Signal.INT).ends();

      assertThat(participant.exit()).isEqualTo(130);
    }
  }

  @Test
  void input_is_typed_and_ended() {
    try (var testbed = Testbed.open(Topology.LOOPBACK, Timing.APPROXIMATE, Waiting.LIMIT)) {
      testbed.client("one", SAMPLE.step("repeat")).types("한글").prints("you said 한글").ends();
      testbed.client("two", SAMPLE.step("forever")).endsInput().prints("no more input").ends();
    }
  }

  @Test
  void a_missing_program_is_named() {
    try (var testbed = Testbed.open(Topology.LOOPBACK, Timing.APPROXIMATE, Waiting.LIMIT)) {
      var program = SAMPLE.tool("no-such-tool", "x");

      assertThatThrownBy(() -> testbed.client("client", program))
          .isInstanceOf(MissingToolException.class)
          .hasMessage("no-such-tool is not installed");
    }
  }

  /** Exits neither at the end of its input nor when its output is closed. */
  static final Program LASTING = SAMPLE.tool("sh", "-c", "echo here; exec sleep 600");

  /** Data in both directions, then a link that is down. */
  private static final Scenario CUT =
      new Scenario(
              "cut",
              "The link between two hosts goes down and up again",
              SAMPLE,
              testbed -> {
                var server =
                    testbed.server(
                        "server", SAMPLE.tool("nc", "-l", "10.0.0.1", "5000").listensOn(5000));
                testbed.waitsFor(SAMPLE.tool("ss", "-tln", "sport = :5000"), "LISTEN");
                var client = testbed.client("client", SAMPLE.tool("nc", "10.0.0.1", "5000"));
                client.types("hello");
                server.prints("hello").types("welcome");
                client.prints("welcome");
                var atServer = SAMPLE.tool("ss", "-tn", "sport = :5000");
                testbed.waitsFor(atServer, "ESTAB 0 0");
                testbed.cutsLink();
                server.types("anybody there?");
                testbed.waitsFor(atServer, "ESTAB 0 15");
                testbed.mendsLink();
                client.prints("anybody there?").gets(Signal.INT).ends();
                server.ends();
              })
          .onTwoHosts();

  @Test
  void packets_are_lost_while_the_link_between_two_hosts_is_down() {
    var played = onTwoHosts(CUT);
    Assumptions.assumeTrue(played.captured(), "packets cannot be captured here");

    assertThat(played.run().events(Event.Link.class).map(Event.Link::state))
        .containsExactly(LinkState.DOWN, LinkState.UP);
    var packets = played.run().events(Event.Packet.class).toList();
    assertThat(packets)
        .allMatch(packet ->
            packet.toServer()
                ? packet.source().startsWith("10.0.0.2:") && packet.target().equals("10.0.0.1:5000")
                : packet.source().equals("10.0.0.1:5000"));
    assertThat(packets)
        .filteredOn(Event.Packet::lost)
        .isNotEmpty()
        .allMatch(
            packet -> packet.from().equals("server") && packet.text().equals("anybody there?\n"));
    assertThat(packets)
        .filteredOn(packet -> !packet.lost())
        .extracting(Event.Packet::text)
        .contains("hello\n", "welcome\n", "anybody there?\n");
  }

  @Test
  void a_fact_is_read_from_a_line_or_measured_between_two_events() {
    Assumptions.assumeTrue(Tools.isInstalled("strace"), "strace is not installed");
    var scenario =
        new Scenario(
            "facts",
            "What pages cite",
            SAMPLE,
            testbed -> {
              var shell = SAMPLE.tool("sh", "-c", "echo go; sleep 0.2; echo after 46.5 ms");
              var one = testbed.client("client", shell);
              testbed.fact("told", one.matched("after ([\\d.]+) ms"));
              one.ends();
              testbed.fact("ms", MILLIS, one.printing("go"), one.printing("after"));
              testbed.fact(
                  "seconds", SECONDS, one.printing("go"), event -> event instanceof Event.Exit);
            });

    var facts =
        Recording.play(scenario, Topology.LOOPBACK, Timing.EXACT, Waiting.LIMIT).run().facts();

    assertThat(facts).containsEntry("told", "46.5");
    assertThat(Double.parseDouble(facts.get("ms"))).isBetween(200.0, 40_000.0);
    assertThat(Double.parseDouble(facts.get("seconds"))).isBetween(0.2, 40.0);
  }

  @Test
  void a_fact_that_no_line_contains_fails() {
    try (var testbed = Testbed.open(Topology.LOOPBACK, Timing.APPROXIMATE, Waiting.LIMIT)) {
      var one = testbed.client("client", SAMPLE.tool("echo", "nothing of that kind"));

      assertThatThrownBy(() -> one.matched("after (\\d+) ms"))
          .hasMessageContaining("waited for client to print what matches \"after (\\d+) ms\"");
    }
  }

  @Test
  void a_scenario_can_be_recorded_without_packets(@TempDir Path folder) throws IOException {
    var played =
        Recording.play(
            DIALOGUE.withoutPackets(), Topology.NAMESPACE, Timing.APPROXIMATE, Waiting.LIMIT);
    played.save(folder);

    assertThat(folder)
        .isDirectoryContaining("glob:**.json")
        .isDirectoryNotContaining("glob:**.pcapng");
    assertThat(played.run().capture()).isNull();
    assertThat(played.run().events(Event.Packet.class)).isEmpty();
    assertThat(played.run().facts()).containsOnlyKeys("answers");
    assertThat(played.run().events(Event.Print.class)).isNotEmpty();
  }

  @Test
  void a_kernel_parameter_is_set_in_the_namespaces_of_the_scenario() {
    var scenario =
        new Scenario(
                "settings",
                "A setting of the kernel",
                SAMPLE,
                testbed -> {
                  testbed.sets("net.ipv4.tcp_retries2", 3);
                  var cat = SAMPLE.tool("cat", "/proc/sys/net/ipv4/tcp_retries2");
                  testbed.server("server", cat).prints("3").ends();
                  testbed.client("client", cat).prints("3").ends();
                })
            .onTwoHosts();

    var run = onTwoHosts(scenario).run();

    assertThat(run.with()).containsEntry("net.ipv4.tcp_retries2", "3");
    assertThatThrownBy(() ->
            Recording.play(
                scenario.withTwoHosts(false), Topology.LOOPBACK, Timing.APPROXIMATE, Waiting.LIMIT))
        .isInstanceOf(MissingToolException.class)
        .hasMessage("net.ipv4.tcp_retries2 can be set in a network namespace only");
  }

  @Test
  void two_hosts_cannot_be_played_on_the_loopback() {
    assertThatThrownBy(
            () -> Recording.play(CUT, Topology.LOOPBACK, Timing.APPROXIMATE, Waiting.LIMIT))
        .isInstanceOf(MissingToolException.class)
        .hasMessage("a loopback cannot stand for two hosts");
  }

  @Test
  void without_two_hosts_there_is_no_link() {
    try (var testbed = Testbed.open(Topology.NAMESPACE, Timing.APPROXIMATE, Waiting.LIMIT)) {
      assertThatThrownBy(testbed::cutsLink).hasMessageContaining("not played on two hosts");
    }
  }

  @Test
  void nothing_is_left_of_two_hosts_after_a_scenario_that_failed() throws IOException {
    assumeNetworkNamespaces();
    var namespaces = new ArrayList<Path>();
    var inThem = new ArrayList<ProcessHandle>();
    var failing =
        CUT.withScript(testbed -> {
          var server = testbed.server("server", LASTING).prints("here");
          var client = testbed.client("client", LASTING).prints("here").gets(Signal.STOP);
          testbed.cutsLink();
          namespaces.add(namespaceOf(server.process().pid()));
          namespaces.add(namespaceOf(client.process().pid()));
          ProcessHandle.allProcesses()
              .filter(process -> namespaces.contains(namespaceOf(process.pid())))
              .forEach(inThem::add);
          throw new ScenarioException("on purpose");
        });

    assertThatThrownBy(() -> onTwoHosts(failing)).hasMessage("on purpose");

    assertThat(namespaces).hasSize(2).doesNotHaveDuplicates();
    assertThat(inThem).hasSizeGreaterThan(1).noneMatch(ProcessHandle::isAlive);
  }

  private static Path namespaceOf(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net"));
    } catch (IOException _) {
      return Path.of("none"); // it has exited, or belongs to another user
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NAMESPACE", "TWO_HOSTS"})
  void nothing_is_left_when_a_recorder_is_killed(Topology topology) throws IOException {
    assumeNetworkNamespaces();
    var command =
        JvmCommand.command(Project.classPath(), KilledRecorder.class.getName(), topology.name());
    var program = SAMPLE.program("Java", "java", "java KilledRecorder", command);
    try (var testbed = Testbed.open(Topology.LOOPBACK, Timing.APPROXIMATE, Waiting.LIMIT)) {
      var recorder = testbed.client("recorder", program).prints("playing");
      var children =
          recorder.printed().stream()
              .filter(line -> line.startsWith("child "))
              .map(line -> Long.valueOf(line.substring("child ".length())))
              .toList();

      recorder.gets(Signal.KILL).ends();

      assertThat(children).isNotEmpty();
      Waiting.until(
          "all children have exited", () -> children.stream().noneMatch(TestbedTest::isAlive));
    }
  }

  private static void assumeNetworkNamespaces() throws IOException {
    var namespace = NetworkNamespace.create();
    Assumptions.assumeTrue(namespace.isPresent(), "there are no network namespaces here");
    namespace.get().close();
  }

  private static Recording onTwoHosts(Scenario scenario) {
    try {
      return Recording.play(scenario, Topology.NAMESPACE, Timing.APPROXIMATE, Waiting.LIMIT);
    } catch (MissingToolException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  @Test
  void words_are_quoted_for_a_shell() {
    assertThat(SAMPLE.tool("ss", "-tn", "sport = :5000").typed())
        .isEqualTo("ss -tn 'sport = :5000'");
    assertThat(SAMPLE.tool("node", "a.js", "testing~", "it's").typed())
        .isEqualTo("node a.js testing~ 'it'\\''s'");
  }

  private static boolean isAlive(long pid) {
    return Optional.of(pid).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).isPresent();
  }
}
