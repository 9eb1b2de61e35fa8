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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tcplessons.docs.runs.Participant.Signal;
import tcplessons.docs.runs.Run.LinkState;
import tcplessons.docs.runs.Stage.Clock;
import tcplessons.docs.runs.Stage.Place;

@EnabledOnOs(value = OS.LINUX, disabledReason = "the stage is Linux")
@Timeout(180)
class StageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Lesson FAKE = new Lesson("docs/runs", "a fake", Fake.class.getName());

  private static final Scenario DIALOGUE =
      new Scenario(
          "dialogue",
          "One question, one answer",
          FAKE,
          stage -> {
            var server = stage.server("server", FAKE.step("answer").listensOn(5000));
            server.prints("listen on port 5000");
            stage.client("client", FAKE.step("ask", "5000")).ends();
            server.ends();
            stage.fact("answers", 1);
          });

  static Played dialogue(Clock clock) {
    return Played.play(DIALOGUE, Place.ISOLATED, clock, PATIENCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"ISOLATED", "PLAIN"})
  void notes_what_participants_print_and_how_they_end(Place place) {
    var run = Played.play(DIALOGUE, place, Clock.ROUGH, PATIENCE).run();

    assertThat(run.participants())
        .extracting(Run.Participant::name, Run.Participant::command, Run.Participant::exit)
        .containsExactly(
            tuple("server", "mvn -q compile exec:exec@answer", 3),
            tuple("client", "mvn -q compile exec:exec@ask -Dargs=\"5000\"", 0));
    assertThat(run.events(Run.Print.class))
        .extracting(print -> print.who() + " " + print.stream() + " " + print.text())
        .containsExactlyInAnyOrder(
            "server OUT listen on port 5000",
            "server OUT hi",
            "server ERR done",
            "client OUT pong");
    assertThat(run.facts()).containsEntry("answers", "1");
  }

  @Test
  void notes_every_packet_and_the_state_that_it_leads_to() {
    var played = dialogue(Clock.ROUGH);
    Assumptions.assumeTrue(played.captured(), "the wire cannot be captured here");
    var comparison = new Comparison(DIALOGUE, true);

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
  void a_line_that_never_comes_fails_with_what_came_instead() {
    long pid;
    try (var stage = new Stage(Place.PLAIN, Clock.ROUGH, Duration.ofSeconds(2))) {
      var participant = stage.server("server", FAKE.step("forever"));
      pid = participant.process().pid();

      assertThatThrownBy(() -> participant.prints("something else"))
          .isInstanceOf(StageException.class)
          .hasMessageContaining("waited 2 s for server to print \"something else\"")
          .hasMessageContaining("exec:exec@forever), running");
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_line_that_cannot_come_any_more_is_not_waited_for() {
    try (var stage = new Stage(Place.PLAIN, Clock.ROUGH, PATIENCE)) {
      var participant = stage.client("client", FAKE.step("unknown"));

      assertThatThrownBy(() -> participant.prints("anything"))
          .hasMessageContaining("but client has ended with exit code 2. So far:");
    }
  }

  @Test
  void no_participant_outlives_its_stage_even_if_it_was_stopped() {
    List<Long> pids;
    try (var stage = new Stage(Place.ISOLATED, Clock.ROUGH, PATIENCE)) {
      var stopped = stage.server("stopped", FAKE.step("forever")).prints("here I am");
      var running = stage.server("running", FAKE.step("forever")).prints("here I am");
      stopped.gets(Signal.STOP);
      pids = List.of(stopped.process().pid(), running.process().pid());
      assertThat(pids).allMatch(StageTest::isAlive);
    }
    assertThat(pids).noneMatch(StageTest::isAlive);
  }

  @Test
  void signals_reach_the_program_itself() {
    try (var stage = new Stage(Place.ISOLATED, Clock.ROUGH, PATIENCE)) {
      var participant = stage.client("client", FAKE.step("forever")).prints("here I am");

      participant.gets(Signal.INT).ends();

      assertThat(participant.exit()).isEqualTo(130);
    }
  }

  @Test
  void input_is_typed_and_ended() {
    try (var stage = new Stage(Place.PLAIN, Clock.ROUGH, PATIENCE)) {
      stage.client("one", FAKE.step("repeat")).types("한글").prints("you said 한글").ends();
      stage.client("two", FAKE.step("forever")).endsInput().prints("no more input").ends();
    }
  }

  @Test
  void what_is_missing_is_named() {
    try (var stage = new Stage(Place.PLAIN, Clock.ROUGH, PATIENCE)) {
      var program = FAKE.tool("no-such-tool", "x");

      assertThatThrownBy(() -> stage.client("client", program))
          .isInstanceOf(MissingTool.class)
          .hasMessage("no-such-tool is not installed");
    }
  }

  /** Ends neither with its input nor with whoever reads its output. */
  static final Program LASTING = FAKE.tool("sh", "-c", "echo here; exec sleep 600");

  /** A reply, then silence: what one sends, the other never gets. */
  private static final Scenario CUT =
      new Scenario(
              "cut",
              "The link between two machines is cut, and mended",
              FAKE,
              stage -> {
                var server =
                    stage.server(
                        "server", FAKE.tool("nc", "-l", "10.0.0.1", "5000").listensOn(5000));
                stage.waitsFor(FAKE.tool("ss", "-tln", "sport = :5000"), "LISTEN");
                var client = stage.client("client", FAKE.tool("nc", "10.0.0.1", "5000"));
                client.types("hello");
                server.prints("hello").types("welcome");
                client.prints("welcome");
                var atServer = FAKE.tool("ss", "-tn", "sport = :5000");
                stage.waitsFor(atServer, "ESTAB 0 0");
                stage.cutsLink();
                server.types("anybody there?");
                stage.waitsFor(atServer, "ESTAB 0 15");
                stage.mendsLink();
                client.prints("anybody there?").gets(Signal.INT).ends();
                server.ends();
              })
          .betweenMachines();

  @Test
  void a_link_between_machines_is_cut_and_mended() {
    var played = betweenMachines(CUT);
    Assumptions.assumeTrue(played.captured(), "the wire cannot be captured here");

    assertThat(played.run().events(Run.Link.class).map(Run.Link::state))
        .containsExactly(LinkState.DOWN, LinkState.UP);
    var packets = played.run().events(Run.Segment.class).toList();
    assertThat(packets)
        .allMatch(packet ->
            packet.toServer()
                ? packet.source().startsWith("10.0.0.2:") && packet.target().equals("10.0.0.1:5000")
                : packet.source().equals("10.0.0.1:5000"));
    assertThat(packets)
        .filteredOn(Run.Segment::lost)
        .isNotEmpty()
        .allMatch(
            packet -> packet.from().equals("server") && packet.text().equals("anybody there?\n"));
    assertThat(packets)
        .filteredOn(packet -> !packet.lost())
        .extracting(Run.Segment::text)
        .contains("hello\n", "welcome\n", "anybody there?\n");
  }

  @Test
  void a_fact_is_read_from_a_line_or_measured_between_two_events() {
    Assumptions.assumeTrue(Tools.find("strace").isPresent(), "strace is not installed");
    var scenario =
        new Scenario(
            "facts",
            "What pages cite",
            FAKE,
            stage -> {
              var shell = FAKE.tool("sh", "-c", "echo go; sleep 0.2; echo after 46.5 ms");
              var one = stage.client("client", shell);
              stage.fact("told", one.matched("after ([\\d.]+) ms"));
              one.ends();
              stage.fact("ms", MILLIS, one.printing("go"), one.printing("after"));
              stage.fact(
                  "seconds", SECONDS, one.printing("go"), event -> event instanceof Run.Exit);
            });

    var facts = Played.play(scenario, Place.PLAIN, Clock.EXACT, PATIENCE).run().facts();

    assertThat(facts).containsEntry("told", "46.5");
    assertThat(Double.parseDouble(facts.get("ms"))).isBetween(200.0, 40_000.0);
    assertThat(Double.parseDouble(facts.get("seconds"))).isBetween(0.2, 40.0);
  }

  @Test
  void a_fact_that_is_not_there_is_missed() {
    try (var stage = new Stage(Place.PLAIN, Clock.ROUGH, PATIENCE)) {
      var one = stage.client("client", FAKE.tool("echo", "nothing of that kind"));

      assertThatThrownBy(() -> one.matched("after (\\d+) ms"))
          .hasMessageContaining("waited for client to print what matches \"after (\\d+) ms\"");
    }
  }

  @Test
  void a_scenario_may_leave_the_wire_out(@TempDir Path folder) throws IOException {
    var played = Played.play(DIALOGUE.withoutPackets(), Place.ISOLATED, Clock.ROUGH, PATIENCE);
    played.save(folder);

    assertThat(folder)
        .isDirectoryContaining("glob:**.json")
        .isDirectoryNotContaining("glob:**.pcapng");
    assertThat(played.run().capture()).isNull();
    assertThat(played.run().events(Run.Segment.class)).isEmpty();
    assertThat(played.run().facts()).containsOnlyKeys("answers");
    assertThat(played.run().events(Run.Print.class)).isNotEmpty();
  }

  @Test
  void a_network_of_its_own_has_its_own_kernel_settings() {
    var scenario =
        new Scenario(
                "settings",
                "A setting of the kernel",
                FAKE,
                stage -> {
                  stage.sets("net.ipv4.tcp_retries2", 3);
                  var cat = FAKE.tool("cat", "/proc/sys/net/ipv4/tcp_retries2");
                  stage.server("server", cat).prints("3").ends();
                  stage.client("client", cat).prints("3").ends();
                })
            .betweenMachines();

    var run = betweenMachines(scenario).run();

    assertThat(run.with()).containsEntry("net.ipv4.tcp_retries2", "3");
    assertThatThrownBy(
            () -> Played.play(scenario.withTwoMachines(false), Place.PLAIN, Clock.ROUGH, PATIENCE))
        .isInstanceOf(MissingTool.class)
        .hasMessage("net.ipv4.tcp_retries2 can be set in a network of its own only");
  }

  @Test
  void two_machines_are_not_played_on_the_plain_loopback() {
    assertThatThrownBy(() -> Played.play(CUT, Place.PLAIN, Clock.ROUGH, PATIENCE))
        .isInstanceOf(MissingTool.class)
        .hasMessage("two machines are more than the plain loopback can play");
  }

  @Test
  void a_link_that_is_not_there_cannot_be_cut() {
    try (var stage = new Stage(Place.ISOLATED, Clock.ROUGH, PATIENCE)) {
      assertThatThrownBy(stage::cutsLink).hasMessageContaining("not played between machines");
    }
  }

  @Test
  void nothing_is_left_of_two_machines_after_a_scenario_that_failed() throws IOException {
    var namespaces = new ArrayList<Path>();
    var inThem = new ArrayList<ProcessHandle>();
    var failing =
        CUT.withScript(stage -> {
          var server = stage.server("server", LASTING).prints("here");
          var client = stage.client("client", LASTING).prints("here").gets(Signal.STOP);
          stage.cutsLink();
          namespaces.add(namespaceOf(server.process().pid()));
          namespaces.add(namespaceOf(client.process().pid()));
          ProcessHandle.allProcesses()
              .filter(process -> namespaces.contains(namespaceOf(process.pid())))
              .forEach(inThem::add);
          throw new StageException("on purpose");
        });

    assertThatThrownBy(() -> betweenMachines(failing)).hasMessage("on purpose");

    assertThat(namespaces).hasSize(2).doesNotHaveDuplicates();
    assertThat(inThem).hasSizeGreaterThan(1).noneMatch(ProcessHandle::isAlive);
  }

  private static Path namespaceOf(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net"));
    } catch (IOException _) {
      return Path.of("none"); // it has ended, or is somebody else's
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ISOLATED", "TWO_MACHINES"})
  void nothing_is_left_when_a_recorder_is_killed(Place place) {
    var elsewhere = new Lesson("docs/runs", "a fake", Recorder.class.getName());
    try (var stage = new Stage(Place.PLAIN, Clock.ROUGH, PATIENCE)) {
      var recorder = stage.client("recorder", elsewhere.step(place.name())).prints("playing");
      Assumptions.assumeTrue(recorder.exit() == null, "there are no network namespaces here");
      var children =
          recorder.printed().stream()
              .filter(line -> line.startsWith("child "))
              .map(line -> Long.valueOf(line.substring("child ".length())))
              .toList();

      recorder.gets(Signal.KILL).ends();

      assertThat(children).isNotEmpty();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> children.stream().noneMatch(StageTest::isAlive));
    }
  }

  private static Played betweenMachines(Scenario scenario) {
    try {
      return Played.play(scenario, Place.ISOLATED, Clock.ROUGH, PATIENCE);
    } catch (MissingTool e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  @Test
  void words_are_shown_as_a_shell_takes_them() {
    assertThat(FAKE.tool("ss", "-tn", "sport = :5000").typed()).isEqualTo("ss -tn 'sport = :5000'");
    assertThat(FAKE.tool("node", "a.js", "testing~", "it's").typed())
        .isEqualTo("node a.js testing~ 'it'\\''s'");
  }

  private static boolean isAlive(long pid) {
    return Optional.of(pid).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).isPresent();
  }
}
