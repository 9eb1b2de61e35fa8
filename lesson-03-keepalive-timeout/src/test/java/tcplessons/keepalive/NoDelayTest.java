package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NoDelayTest {

  private static final int ROUNDS = 9;
  private static final Pattern TIME = Pattern.compile("(\\d+\\.\\d) ms$");

  /** What our client prints. */
  private final CapturedOutput received = new CapturedOutput();

  @Test
  void tcp_nodelay_is_off_by_default_on_both_sides() throws Exception {
    try (var pair = SocketPair.connect()) {
      assertThat(pair.client().getTcpNoDelay()).isFalse();
      assertThat(pair.server().getTcpNoDelay()).isFalse();
    }
  }

  @Test
  void three_writes_with_nagle_are_slower_than_with_tcp_nodelay_or_one_write() throws Exception {
    try (var running = server(ROUNDS)) {
      var client = running.connect();
      var receiving = BackgroundTask.start(() -> new NoDelayClient(received).run(client));
      receiving.awaitSuccess();
      running.stop();

      var printed = running.out.lines();
      assertThat(printed).hasSize(2 + 3 * ROUNDS);
      var nagle = printed.subList(2, 2 + ROUNDS);
      var noDelay = printed.subList(2 + ROUNDS, 2 + 2 * ROUNDS);
      var oneWrite = printed.subList(2 + 2 * ROUNDS, 2 + 3 * ROUNDS);
      assertThat(nagle).allMatch(line -> line.startsWith("three writes, Nagle's algorithm: answ"));
      assertThat(noDelay).allMatch(line -> line.startsWith("three writes, TCP_NODELAY: answered"));
      assertThat(oneWrite).allMatch(line -> line.startsWith("one write, Nagle's algorithm: answ"));
      assertThat(median(nagle)).isGreaterThan(median(noDelay));
      assertThat(median(nagle)).isGreaterThan(median(oneWrite));
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void with_nagle_the_second_and_third_letter_arrive_together_and_later() throws Exception {
    try (var running = server(ROUNDS)) {
      var client = running.connect();
      var receiving = BackgroundTask.start(() -> new NoDelayClient(received).run(client));
      receiving.awaitSuccess();

      var messages = received.lines();
      assertThat(messages)
          .hasSize(3 * ROUNDS)
          .allMatch(line -> line.replaceAll("[^A-Z]", "").equals("ABC"));
      var together =
          messages.subList(0, ROUNDS).stream()
              .filter(line -> line.contains(", BC after "))
              .toList();
      assertThat(together).hasSizeGreaterThan(ROUNDS / 2); // not all: the machine may be busy
      assertThat(together).allMatch(line -> line.matches("A after .* ms, BC after .* ms"));
      var apart = messages.subList(ROUNDS, 2 * ROUNDS);
      assertThat(median(together)).isGreaterThan(median(apart));
    }
  }

  @Test
  void our_client_also_runs_where_the_system_has_no_tcp_quickack() throws Exception {
    try (var running = server(ROUNDS);
        var client = new SocketWithoutQuickAck(running.port())) {
      var receiving = BackgroundTask.start(() -> new NoDelayClient(received).run(client));
      receiving.awaitSuccess();
      assertThat(received.lines()).hasSizeGreaterThanOrEqualTo(3 * ROUNDS);
    }
  }

  /** As on macOS and Windows. */
  private static final class SocketWithoutQuickAck extends Socket {
    SocketWithoutQuickAck(int port) throws IOException {
      super("127.0.0.1", port);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
      return Set.of(StandardSocketOptions.TCP_NODELAY);
    }

    @Override
    public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
      if (!supportedOptions().contains(name)) {
        throw new UnsupportedOperationException("'" + name + "' not supported");
      }
      return super.setOption(name, value);
    }
  }

  @Test
  void the_letters_of_one_write_arrive_together() throws Exception {
    try (var running = server(ROUNDS)) {
      var client = running.connect();
      var receiving = BackgroundTask.start(() -> new NoDelayClient(received).run(client));
      receiving.awaitSuccess();
      assertThat(received.lines().subList(2 * ROUNDS, 3 * ROUNDS))
          .allMatch(line -> line.matches("ABC after \\d+\\.\\d ms"));
    }
  }

  @Test
  void tcp_nodelay_is_set_for_the_second_mode_only() throws Exception {
    try (var pair = SocketPair.connect()) {
      var step = new NoDelay();
      step.out = new CapturedOutput();
      step.rounds = 1;
      var measuring = BackgroundTask.start(() -> step.measure(pair.server()));
      for (var noDelay : List.of(false, true, false)) {
        assertThat(pair.client().getInputStream().readNBytes(3)).asString().isEqualTo("ABC");
        assertThat(pair.server().getOption(StandardSocketOptions.TCP_NODELAY)).isEqualTo(noDelay);
        assertThat(pair.client().getTcpNoDelay()).isFalse();
        pair.client().getOutputStream().write('!');
      }
      measuring.awaitSuccess();
    }
  }

  @Test
  void without_a_response_each_message_takes_a_second() throws Exception {
    long start = System.nanoTime();
    try (var running = server(1);
        var client = running.connect()) {
      assertThat(client.getInputStream().readNBytes(6)).asString().isEqualTo("ABCABC");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(900), RunningStep.TIMEOUT);
      assertThat(running.out.lines())
          .contains("three writes, Nagle's algorithm: no answer within 1000 ms");
    }
  }

  @Test
  void a_client_that_half_closes_before_its_response_prints_one_error_line() throws Exception {
    try (var running = server(1);
        var client = running.connect()) {
      client.shutdownOutput();
      running.err.awaitLine(
          "connection from 127.0.0.1:" + client.getLocalPort() + ": it ended before its answer");
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("ABC");
      assertThat(running.err.lines()).hasSize(1);
    }
  }

  @Test
  void an_rst_from_the_client_prints_one_error_line() throws Exception {
    try (var running = server(1)) {
      var client = running.connect();
      assertThat(client.getInputStream().readNBytes(3)).asString().isEqualTo("ABC");
      var peer = "127.0.0.1:" + client.getLocalPort();
      SocketPair.reset(client);
      running.err.awaitLine("connection from " + peer + ": Connection reset");
    }
  }

  @Test
  void our_client_prints_control_characters_as_unknown_characters() throws Exception {
    try (var pair = SocketPair.connect()) {
      var receiving = BackgroundTask.start(() -> new NoDelayClient(received).run(pair.client()));
      send(pair.server(), "\u001b\u0007\u009b");
      assertThat(pair.server().getInputStream().read()).isEqualTo('!');
      pair.server().close();
      receiving.awaitSuccess();
      assertThat(received.lines())
          .singleElement()
          .asString()
          .startsWith("\uFFFD\uFFFD\uFFFD after ");
    }
  }

  @Test
  void our_client_responds_to_complete_messages_only() throws Exception {
    try (var pair = SocketPair.connect()) {
      var receiving = BackgroundTask.start(() -> new NoDelayClient(received).run(pair.client()));
      send(pair.server(), "AB");
      await().during(Duration.ofMillis(100)).until(received.lines()::isEmpty);
      assertThat(pair.server().getInputStream().available()).isZero();
      send(pair.server(), "CAB");
      assertThat(pair.server().getInputStream().read()).isEqualTo('!');
      pair.server().shutdownOutput();
      receiving.awaitSuccess();
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
      assertThat(received.lines()).hasSize(1);
    }
  }

  @Test
  void our_client_fails_on_an_rst() throws Exception {
    try (var pair = SocketPair.connect()) {
      var receiving = BackgroundTask.start(() -> new NoDelayClient(received).run(pair.client()));
      SocketPair.reset(pair.server());
      receiving.awaitFailure("Connection reset");
    }
  }

  private static RunningStep server(int rounds) {
    return RunningStep.server(new NoDelay(), "--rounds", "" + rounds);
  }

  /** The median of the times at the ends of the lines, in milliseconds. */
  private static double median(List<String> lines) {
    var times =
        lines.stream()
            .map(TIME::matcher)
            .filter(Matcher::find)
            .mapToDouble(time -> Double.parseDouble(time.group(1)))
            .sorted()
            .toArray();
    assertThat(times).hasSameSizeAs(lines);
    return times[times.length / 2];
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }
}
