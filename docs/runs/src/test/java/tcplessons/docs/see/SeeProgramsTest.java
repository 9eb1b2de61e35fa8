package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tcplessons.docs.kit.JvmCommand;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.Kernel;
import tcplessons.grader.capture.LiveCapture;

/** Starts the command {@code see} as a process, as Maven does. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class SeeProgramsTest {

  /** Several programs are started, and compiled, beside all other tests. */
  private static final int LIMIT_SECONDS = 150;

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

  private static final String ECHO =
      """
      import module java.base;

      void main(String... args) throws IOException {
        try (var listener = new ServerSocket(Integer.parseInt(args[0]));
            var socket = listener.accept()) {
          socket.getInputStream().transferTo(socket.getOutputStream());
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
    Files.writeString(folder.resolve("Echo.java"), ECHO);
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void nothing_is_left() throws InterruptedException {
    if (see != null) {
      see.destroy();
      if (!see.waitFor(20, SECONDS)) {
        see.destroyForcibly();
      }
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

  /** A capture of all packets of the machine would lose those of the two programs. */
  @Test
  void traffic_of_other_programs_does_not_hide_a_connection() throws Exception {
    Assumptions.assumeTrue(canCapture(), "capturing is not allowed here");

    try (var _ = new Traffic()) {
      var figure = run(List.of(), server(), client());

      assertThat(figure.select("li.packet .flags").eachText())
          .contains("SYN", "SYN ACK", "PSH ACK", "FIN ACK");
    }
  }

  @Test
  void live_connections_pass_through_a_tap_that_forwards_to_the_server() throws Exception {
    int behind;
    try (var free = new ServerSocket(0)) {
      behind = free.getLocalPort();
    }
    var server = "java Server.java %d %s".formatted(behind, mark);
    start(List.of(), "--live", "" + port, "--to", "" + behind, server, client());
    Waiting.until("the page is served", () -> found("(until Ctrl-C)") != null);
    var address = found("(http://\\S+) until Ctrl-C");
    Waiting.until("the client has its response", () -> found("java \\| (" + mark + ")") != null);

    try (var events = new URI(address).resolve("events?connection=1").toURL().openStream();
        var lines = new BufferedReader(new InputStreamReader(events, UTF_8))) {
      assertThat(lines.lines().filter(line -> line.contains(">FIN<")).findFirst())
          .get(InstanceOfAssertFactories.STRING)
          .contains("recorded by the tap of lesson 02", ">PSH<", mark)
          .doesNotContain("ESTABLISHED");
    }
  }

  @Test
  void where_capturing_is_not_allowed_live_says_what_to_do() throws Exception {
    start(List.of("-Dcapture=none"), "--live", "" + port);

    assertThat(see.waitFor(LIMIT_SECONDS, SECONDS)).isTrue();
    assertThat(see.exitValue()).isEqualTo(1);
    assertThat(output())
        .contains("capturing is not allowed here", "--live %d --to %d".formatted(port, port + 1));
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

  @Test
  void the_browser_opens_the_page_that_was_written() throws Exception {
    var opened = folder.resolve("opened");
    var opener = Files.writeString(folder.resolve("xdg-open"), "#!/bin/sh\necho $1 > " + opened);
    assertThat(opener.toFile().setExecutable(true)).isTrue();
    var capture = Path.of("src/test/resources/captures/ether.pcap").toAbsolutePath();
    var builder = builder(List.of(), capture.toString());
    builder.command().remove("--no-browser");
    builder.environment().merge("PATH", "" + folder, (path, first) -> first + ":" + path);
    builder.environment().put("DISPLAY", ":0");
    see = builder.start();

    assertThat(see.waitFor(LIMIT_SECONDS, SECONDS)).isTrue();
    var page = folder.resolve("ether.pcap.html");
    assertThat(page).exists();
    Waiting.until("xdg-open has been called", () -> Files.exists(opened));
    Waiting.until(
        "the page", () -> Files.readString(opened).strip().equals(page.toUri().toString()));
  }

  /** What it does is the same as with a capture, without the packets that a tap does not see. */
  @Test
  void where_capturing_is_not_allowed_a_run_of_the_tutorial_is_played_through_taps()
      throws Exception {
    start(List.of("-Dcapture=none"), "broadcast");

    assertThat(see.waitFor(LIMIT_SECONDS, SECONDS)).as(output()).isTrue();
    assertThat(see.exitValue()).as(output()).isZero();
    var figure = Jsoup.parse(Files.readString(folder.resolve("broadcast.html")));
    assertThat(figure.select("figcaption").text()).contains("recorded by the tap of lesson 02");
    assertThat(figure.select("li.packet .flags").eachText()).containsExactly("PSH", "PSH", "PSH");
    assertThat(figure.select("li.packet .payload").eachText()).containsOnly("hello\\n");
    assertThat(figure.select("samp").eachText()).contains("listen on port 1337");
  }

  /** A terminal sends SIGINT to all processes: the capture, too, must outlive the programs. */
  @Test
  void ctrl_c_in_a_terminal_leaves_time_for_the_last_packets() throws Exception {
    Assumptions.assumeTrue(canCapture(), "capturing is not allowed here");
    Assumptions.assumeTrue(Tools.isInstalled("nc"), "nc");
    var server = "java Echo.java %d %s".formatted(port, mark);
    var builder = builder(List.of(), server, "nc 127.0.0.1 " + port + " # " + mark);
    builder.command().addFirst("setsid");
    builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    see = builder.start();
    see.getOutputStream().write("hi\n".getBytes(UTF_8));
    see.getOutputStream().flush();
    Waiting.until("nc has its response", () -> found("nc \\| (hi)") != null);

    new ProcessBuilder("kill", "-INT", "--", "-" + see.pid()).start().waitFor();

    assertThat(see.waitFor(20, SECONDS)).isTrue();
    assertThat(started()).isEmpty();
    assertThat(output()).doesNotContain("missing");
    var figure = draw();
    assertThat(figure.select(".participant").eachText())
        .containsExactlyInAnyOrder("client nc", "server java");
    assertThat(figure.select("li.packet .flags").eachText()).containsOnlyOnce("SYN", "SYN ACK");
    assertThat(figure.select("li.packet .flags").eachText().stream().filter("FIN ACK"::equals))
        .hasSize(2);
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
    assertThat(see.waitFor(LIMIT_SECONDS, SECONDS)).isTrue();
    assertThat(see.exitValue()).as(output()).isZero();
    return draw();
  }

  private void start(List<String> options, String... commands) throws IOException {
    see = builder(options, commands).start();
  }

  private ProcessBuilder builder(List<String> options, String... commands) {
    var jvm = JvmCommand.command(options.toArray(String[]::new));
    var words = new ArrayList<>(jvm);
    words.addAll(List.of("-Dsee.output=" + folder, "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(SeeCommand.class.getName(), "--lang", "en", "--no-browser"));
    words.addAll(List.of("--folder", "" + folder));
    words.addAll(List.of(commands));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .redirectInput(Path.of("/dev/null").toFile());
  }

  /** The first group in the output, or null. */
  private String found(String regex) throws IOException {
    var match = Pattern.compile(regex).matcher(output());
    return match.find() ? match.group(1) : null;
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

  /** Connections between two other ports, as many as one thread can open. */
  private static final class Traffic implements AutoCloseable {
    private static final int BYTES = 20_000;

    private final ServerSocket listener = new ServerSocket(0);

    Traffic() throws IOException {
      Thread.startVirtualThread(this::accept);
      Thread.startVirtualThread(this::connect);
    }

    private void accept() {
      while (!listener.isClosed()) {
        try (var socket = listener.accept()) {
          socket.getOutputStream().write(socket.getInputStream().readNBytes(BYTES));
        } catch (IOException _) {
          // closed
        }
      }
    }

    private void connect() {
      while (!listener.isClosed()) {
        try (var socket = new Socket("127.0.0.1", listener.getLocalPort())) {
          socket.setSoLinger(true, 0); // no port is left in TIME-WAIT
          socket.getOutputStream().write(new byte[BYTES]);
          socket.getInputStream().readNBytes(BYTES);
        } catch (IOException _) {
          // closed
        }
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
