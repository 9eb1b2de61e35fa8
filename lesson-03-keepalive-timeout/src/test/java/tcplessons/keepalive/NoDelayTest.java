package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NoDelayTest {

  private static final int ROUNDS = 9;
  private static final Pattern TIME = Pattern.compile("(\\d+\\.\\d) ms$");

  @Test
  void it_is_off_by_default_on_both_sides() throws Exception {
    try (var pair = Pair.connected()) {
      assertThat(pair.client().getTcpNoDelay()).isFalse();
      assertThat(pair.server().getTcpNoDelay()).isFalse();
    }
  }

  // tag::three-ways[]
  @Test
  void three_ways_of_sending_are_measured_and_nagle_with_small_writes_is_the_slow_one()
      throws Exception {
    try (var running = Running.noDelay(ROUNDS)) {
      var client = running.connect();
      var receiving = Talk.start(out -> new NoDelayClient(out).run(client));
      receiving.endsWell();
      running.stop();

      var told = running.out.lines();
      assertThat(told).hasSize(2 + 3 * ROUNDS);
      var nagle = told.subList(2, 2 + ROUNDS);
      var noDelay = told.subList(2 + ROUNDS, 2 + 2 * ROUNDS);
      var oneWrite = told.subList(2 + 2 * ROUNDS, 2 + 3 * ROUNDS);
      assertThat(nagle).allMatch(line -> line.startsWith("three writes, Nagle's algorithm: answ"));
      assertThat(noDelay).allMatch(line -> line.startsWith("three writes, TCP_NODELAY: answered"));
      assertThat(oneWrite).allMatch(line -> line.startsWith("one write, Nagle's algorithm: answ"));
      assertThat(median(nagle)).isGreaterThan(median(noDelay));
      assertThat(median(nagle)).isGreaterThan(median(oneWrite));
      assertThat(running.err.lines()).isEmpty();
    }
  }

  // end::three-ways[]

  // tag::together[]
  @Test
  void with_nagle_the_second_and_the_third_letter_arrive_together_and_later() throws Exception {
    try (var running = Running.noDelay(ROUNDS)) {
      var client = running.connect();
      var receiving = Talk.start(out -> new NoDelayClient(out).run(client));
      receiving.endsWell();

      var messages = receiving.out.lines();
      assertThat(messages)
          .hasSize(3 * ROUNDS)
          .allMatch(line -> line.replaceAll("[^A-Z]", "").equals("ABC"));
      var together =
          messages.subList(0, ROUNDS).stream()
              .filter(line -> line.contains(", BC after "))
              .toList();
      assertThat(together).hasSizeGreaterThan(ROUNDS / 2); // but for a machine that was busy
      assertThat(together).allMatch(line -> line.matches("A after .* ms, BC after .* ms"));
      var apart = messages.subList(ROUNDS, 2 * ROUNDS);
      assertThat(median(together)).isGreaterThan(median(apart));
    }
  }

  // end::together[]

  @Test
  void one_write_arrives_as_one_piece() throws Exception {
    try (var running = Running.noDelay(ROUNDS)) {
      var client = running.connect();
      var receiving = Talk.start(out -> new NoDelayClient(out).run(client));
      receiving.endsWell();
      assertThat(receiving.out.lines().subList(2 * ROUNDS, 3 * ROUNDS))
          .allMatch(line -> line.matches("ABC after \\d+\\.\\d ms"));
    }
  }

  @Test
  void the_option_is_in_force_for_the_second_way_only() throws Exception {
    try (var pair = Pair.connected()) {
      var serving = serving(pair);
      for (var noDelay : List.of(false, true, false)) {
        assertThat(pair.client().getInputStream().readNBytes(3)).asString().isEqualTo("ABC");
        assertThat(pair.server().getOption(StandardSocketOptions.TCP_NODELAY)).isEqualTo(noDelay);
        assertThat(pair.client().getTcpNoDelay()).isFalse();
        pair.client().getOutputStream().write('!');
      }
      serving.endsWell();
    }
  }

  @Test
  void a_client_that_never_answers_costs_a_second_a_message() throws Exception {
    long start = System.nanoTime();
    try (var running = Running.noDelay(1);
        var client = running.connect()) {
      assertThat(client.getInputStream().readNBytes(6)).asString().isEqualTo("ABCABC");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(900), Running.PATIENCE);
      assertThat(running.out.lines())
          .contains("three writes, Nagle's algorithm: no answer within 1000 ms");
    }
  }

  @Test
  void a_client_that_ends_early_is_one_line() throws Exception {
    try (var running = Running.noDelay(1);
        var client = running.connect()) {
      client.shutdownOutput();
      running.err.awaitLine(
          "connection from 127.0.0.1:" + client.getLocalPort() + ": it ended before its answer");
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("ABC");
      assertThat(running.err.lines()).hasSize(1);
    }
  }

  @Test
  void a_client_that_resets_is_one_line() throws Exception {
    try (var running = Running.noDelay(1)) {
      var client = running.connect();
      assertThat(client.getInputStream().readNBytes(3)).asString().isEqualTo("ABC");
      var peer = "127.0.0.1:" + client.getLocalPort();
      Pair.reset(client);
      running.err.awaitLine("connection from " + peer + ": Connection reset");
    }
  }

  @Test
  void our_client_shows_control_characters_instead_of_obeying_them() throws Exception {
    try (var pair = Pair.connected()) {
      var receiving = Talk.start(out -> new NoDelayClient(out).run(pair.client()));
      say(pair.server(), "\u001b\u0007\u009b");
      assertThat(pair.server().getInputStream().read()).isEqualTo('!');
      pair.server().close();
      receiving.endsWell();
      assertThat(receiving.out.lines())
          .singleElement()
          .asString()
          .startsWith("\uFFFD\uFFFD\uFFFD after ");
    }
  }

  @Test
  void our_client_answers_whole_messages_only() throws Exception {
    try (var pair = Pair.connected()) {
      var receiving = Talk.start(out -> new NoDelayClient(out).run(pair.client()));
      say(pair.server(), "AB");
      await().during(Duration.ofMillis(100)).until(receiving.out.lines()::isEmpty);
      assertThat(pair.server().getInputStream().available()).isZero();
      say(pair.server(), "CAB");
      assertThat(pair.server().getInputStream().read()).isEqualTo('!');
      pair.server().shutdownOutput();
      receiving.endsWell();
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
      assertThat(receiving.out.lines()).hasSize(1);
    }
  }

  @Test
  void our_client_is_told_of_a_reset() throws Exception {
    try (var pair = Pair.connected()) {
      var receiving = Talk.start(out -> new NoDelayClient(out).run(pair.client()));
      Pair.reset(pair.server());
      receiving.endsWith("Connection reset");
    }
  }

  private static Talk serving(Pair pair) {
    return Talk.start(out -> {
      var options = ServerOptions.builder().out(out).err(out).build();
      try (var server = new NoDelayServer(options, 1)) {
        server.serve(pair.server());
      }
    });
  }

  /** Of the times at the ends of these lines, in milliseconds. */
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

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }
}
