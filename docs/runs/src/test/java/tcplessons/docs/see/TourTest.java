package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.docs.kit.JvmCommand;
import tcplessons.docs.kit.NetworkNamespace;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.kit.Waiting;

/** Starts the command {@code tour} as Maven does, in a network in which all ports are free. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class TourTest {

  /** Several programs are started, and compiled, beside all other tests. */
  private static final int LIMIT_SECONDS = 150;

  @TempDir Path folder;
  private NetworkNamespace network;
  private Process tour;

  @BeforeEach
  void prepare() {
    Assumptions.assumeTrue(Tools.isInstalled("nc") && Tools.isInstalled("curl"), "nc and curl");
    var created = NetworkNamespace.create();
    Assumptions.assumeTrue(created.isPresent(), "a network namespace can be created");
    network = created.get();
  }

  @AfterEach
  void close() {
    if (tour != null) {
      tour.destroyForcibly();
    }
    if (network != null) {
      network.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, en", "2, ko", "3, en", "4, ko", "5, en", "6, ko"})
  void a_tour_goes_through_every_step_of_its_lesson(int lesson, String language) throws Exception {
    start(List.of(), "0" + lesson, "--lang", language);
    type("\n".repeat(100));

    assertThat(tour.waitFor(LIMIT_SECONDS, SECONDS)).as(output()).isTrue();
    assertThat(output()).contains("http://localhost:").contains(texts(lesson, language));
    assertThat(tour.exitValue()).as(output()).isZero();
    assertThat(left()).isEmpty();
  }

  @Test
  void at_the_end_of_the_input_it_ends_what_it_has_started() throws Exception {
    start(List.of(), "5", "--lang", "en");
    type("\n\n");
    tour.getOutputStream().close();

    assertThat(tour.waitFor(LIMIT_SECONDS, SECONDS)).as(output()).isTrue();
    assertThat(tour.exitValue()).as(output()).isZero();
    assertThat(output()).contains("server | listen on port 1337", " joined, 1 here", "3/5\n");
    assertThat(output()).doesNotContain("4/5\n", "2 here");
    assertThat(left()).isEmpty();
  }

  @Test
  void without_a_terminal_it_ends_at_the_first_step() throws Exception {
    var nothing = Path.of("/dev/null").toFile();
    tour = builder(List.of(), "1", "--lang", "en").redirectInput(nothing).start();

    assertThat(tour.waitFor(LIMIT_SECONDS, SECONDS)).isTrue();
    assertThat(tour.exitValue()).as(output()).isZero();
    assertThat(output()).contains("1/3\n").doesNotContain("server | listen on port", "2/3\n");
  }

  @Test
  void ctrl_c_ends_everything_that_was_started() throws Exception {
    start(List.of(), "1", "--lang", "en");
    type("\n\n");
    Waiting.until("the greeting has arrived", () -> output().contains("client | [tcp/ip] hello"));
    assertThat(left()).hasSizeGreaterThan(3); // the tour, its capture, the server, and nc

    new ProcessBuilder("kill", "-INT", "" + tour.pid()).start().waitFor();

    assertThat(tour.waitFor(20, SECONDS)).isTrue();
    assertThat(left()).isEmpty();
  }

  @Test
  void where_capturing_is_not_allowed_it_shows_the_consoles_and_says_how_to_allow_it()
      throws Exception {
    start(List.of("-Dcapture=none"), "01", "--lang", "en");
    type("\n".repeat(10));

    assertThat(tour.waitFor(LIMIT_SECONDS, SECONDS)).as(output()).isTrue();
    assertThat(tour.exitValue()).isZero();
    assertThat(output())
        .contains("capturing is not allowed here", "client | [tcp/ip] hello world!", "goodbye")
        .doesNotContain("http://");
  }

  @Test
  void a_port_in_use_ends_the_tour_with_the_message_of_the_server() throws Exception {
    var other = new ProcessBuilder(network.inside(List.of("nc", "-l", "-p", "23452"))).start();
    Waiting.until("nc listens", () -> network.run("ss -ltnH").contains(":23452"));
    start(List.of(), "1", "--lang", "en");
    type("\n".repeat(10));

    assertThat(tour.waitFor(LIMIT_SECONDS, SECONDS)).isTrue();
    other.destroyForcibly();
    assertThat(tour.exitValue()).isEqualTo(1);
    assertThat(output())
        .contains("23452: Address already in use", "server has exited")
        .doesNotContain("3/3\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void every_step_of_every_run_has_a_text_and_no_other_has(String language) throws IOException {
    var steps = new ArrayList<String>();
    for (var id : TourCommand.RUNS.stream().flatMap(List::stream).toList()) {
      for (int i = 1; i <= Tour.steps(Tour.run(id)).size(); i++) {
        steps.add(id + "." + i);
      }
    }

    var keys = Tour.texts(language).stringPropertyNames().stream().filter(key -> key.contains("."));
    assertThat(keys).containsExactlyInAnyOrderElementsOf(steps);
  }

  private static List<String> texts(int lesson, String language) {
    return Tour.texts(language).entrySet().stream()
        .filter(text ->
            TourCommand.RUNS.get(lesson - 1).stream()
                .anyMatch(id -> text.getKey().toString().startsWith(id + ".")))
        .map(text -> text.getValue().toString())
        .toList();
  }

  private void start(List<String> options, String... args) throws IOException {
    tour = builder(options, args).start();
  }

  private ProcessBuilder builder(List<String> options, String... args) {
    var words = new ArrayList<>(JvmCommand.command(options.toArray(String[]::new)));
    words.addAll(List.of("-Dsee.output=" + folder, "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(TourCommand.class.getName(), "--no-browser"));
    words.addAll(List.of(args));
    return new ProcessBuilder(new ArrayList<>(network.inside(words)))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile());
  }

  private void type(String text) throws IOException {
    tour.getOutputStream().write(text.getBytes(UTF_8));
    tour.getOutputStream().flush();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"), UTF_8);
  }

  /** All processes in the network but the one that holds it. */
  private List<Path> left() throws IOException {
    var own = Files.readSymbolicLink(Path.of("/proc", network.pid(), "ns/net"));
    try (var processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> !process.endsWith(network.pid()))
          .filter(process -> namespace(process).anyMatch(own::equals))
          .toList();
    }
  }

  private static Stream<Path> namespace(Path process) {
    try {
      return Stream.of(Files.readSymbolicLink(process.resolve("ns/net")));
    } catch (IOException _) {
      return Stream.empty(); // it has exited
    }
  }
}
