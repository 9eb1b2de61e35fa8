package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tcplessons.docs.kit.JvmCommand;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.Kernel;
import tcplessons.grader.capture.LiveCapture;

/** Starts the command {@code see} as a process, as Maven does. */
@EnabledOnOs(OS.LINUX)
class SeeProgramsTest {

  private static final String SERVER =
      """
      import module java.base;

      void main(String... args) throws IOException {
        try (var listener = new ServerSocket(Integer.parseInt(args[0]))) {
          IO.println("up");
          while (true) {
            try (var socket = listener.accept()) {
              IO.println("received " + socket.getInputStream().read() + ' ' + args[1]);
              socket.getOutputStream().write(args[1].getBytes());
            }
          }
        }
      }
      """;

  private static final String CLIENT =
      """
      import module java.base;

      void main(String... args) throws IOException {
        try (var socket = new Socket("127.0.0.1", Integer.parseInt(args[0]))) {
          socket.getOutputStream().write(7);
          IO.println(new String(socket.getInputStream().readAllBytes()));
        }
      }
      """;

  /** In the command lines of all that is started, by which it is found. */
  private final String mark = "mark" + System.nanoTime();

  @TempDir Path folder;
  private int port;
  private Process see;

  @BeforeEach
  void prepare() throws IOException {
    Files.writeString(folder.resolve("Server.java"), SERVER);
    Files.writeString(folder.resolve("Client.java"), CLIENT);
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void nothing_is_left() {
    if (see != null) {
      see.destroyForcibly();
    }
    Waiting.until("no process is left", () -> started().isEmpty());
  }

  @Test
  void programs_are_drawn_with_their_consoles_and_packets() throws Exception {
    Assumptions.assumeTrue(canCapture(), "capturing is not allowed here");

    var figure = run(List.of(), server(), client());

    assertThat(figure.select(".participant").eachText())
        .containsExactlyInAnyOrder("client java", "server java");
    assertThat(figure.select("li.packet .flags").eachText())
        .startsWith("SYN", "SYN ACK", "ACK", "PSH ACK")
        .contains("FIN ACK");
    assertThat(figure.select("samp").eachText()).contains("up", mark, "received 7 " + mark);
    assertThat(figure.select("a.download").attr("href")).isEqualTo("programs.pcapng");
  }

  @Test
  void where_capturing_is_not_allowed_the_tap_takes_its_place() throws Exception {
    var figure = run(List.of("-Dcapture=none"), server(), client());

    assertThat(figure.select("figcaption").text()).contains("recorded by the tap of lesson 02");
    assertThat(figure.select("li.packet .flags").eachText())
        .containsExactlyInAnyOrder("PSH", "PSH", "FIN", "FIN");
    assertThat(figure.select(".payload").eachText()).contains(mark);
  }

  @Test
  void ctrl_c_ends_all_that_was_started_and_draws_what_was_seen() throws Exception {
    // The shell has a child, which has a child.
    start(List.of(), "sh -c '" + server() + " & sleep 1000; : " + mark + "'");
    Waiting.until("the server is up", () -> started().size() >= 3 && isListening());

    var all = see.descendants().toList();

    new ProcessBuilder("kill", "-INT", "" + see.pid()).start().waitFor();

    assertThat(see.waitFor(20, SECONDS)).isTrue();
    assertThat(started()).isEmpty();
    assertThat(all).hasSizeGreaterThan(2).noneMatch(ProcessHandle::isAlive);
    assertThat(draw().select(".signal").text()).contains("Ctrl-C");
  }

  private String server() {
    return "java Server.java %d %s".formatted(port, mark);
  }

  private String client() {
    return "java Client.java %d %s".formatted(port, mark);
  }

  private boolean isListening() {
    return started().stream()
        .anyMatch(process -> Kernel.listening(List.of(process)).contains(port));
  }

  private static boolean canCapture() {
    var capture = LiveCapture.start("tcp port 9", 1024, _ -> {});
    capture.ifPresent(LiveCapture::close);
    return capture.isPresent();
  }

  private Document run(List<String> options, String... commands) throws Exception {
    start(options, commands);
    assertThat(see.waitFor(50, SECONDS)).isTrue();
    assertThat(see.exitValue()).as(output()).isZero();
    return draw();
  }

  private void start(List<String> options, String... commands) throws IOException {
    var jvm = JvmCommand.command(options.toArray(String[]::new));
    var words = new ArrayList<>(jvm);
    words.addAll(List.of("-Dsee.output=" + folder, "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(SeeCommand.class.getName(), "--no-browser", "--folder", "" + folder));
    words.addAll(List.of(commands));
    see =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"), UTF_8);
  }

  private Document draw() throws IOException {
    return Jsoup.parse(Files.readString(folder.resolve("programs.html")));
  }

  /** What {@code see} has started, and its capture: all but {@code see} itself. */
  private List<ProcessHandle> started() {
    return ProcessHandle.allProcesses()
        .filter(process -> see == null || process.pid() != see.pid())
        .filter(
            process -> process.info().commandLine().filter(line -> line.contains(mark)).isPresent())
        .toList();
  }
}
