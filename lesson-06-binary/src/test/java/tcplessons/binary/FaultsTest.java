package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What peers do to servers, done to each of the four. */
class FaultsTest {

  /** The servers, each with a message that it takes and the line that shows it has. */
  private enum Kind {
    STRUCT(Running::structs, "42000000 feffffff 62796500000000000000000000000000", "char c : bye"),
    BYTES(Running::bytes, "42", "00000000  42                                                |B|"),
    TEXT(Running::reporting, "ed959c", "  whole: 한"),
    FRAMES(Running::frames, "00000002 6869", "frame 1: 2 bytes: hi");

    private final Running.Making making;
    private final byte[] message;
    private final String line;

    Kind(Running.Making making, String hex, String line) {
      this.making = making;
      this.message = Bytes.of(hex);
      this.line = line;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_reset_is_one_line_and_nobody_elses_problem(Kind kind) throws Exception {
    try (var running = Running.start(kind.making);
        var other = running.connect()) {
      var rude = running.connect();
      running.out.awaitLines(lines -> lines.size() == 3);
      var complaint = running.of(rude, "Connection reset");
      Pair.reset(rude);
      running.err.awaitLine(complaint);
      assertThat(running.err.lines()).hasSize(1);
      isServed(running, kind, other);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void who_connects_and_says_nothing_is_closed_in_time(Kind kind) throws Exception {
    try (var running = Running.start(Running.SHORT, kind.making);
        var silent = running.connect()) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      running.err.awaitLines(lines -> lines.size() == 1);
      assertThat(running.err.lines().getFirst())
          .startsWith(running.of(silent, "no "))
          .endsWith(" for 1s: closed (--idle-timeout)");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void the_silent_keep_nobody_waiting(Kind kind) throws Exception {
    try (var running = Running.start(kind.making);
        var _ = running.connect();
        var _ = running.connect();
        var client = running.connect()) {
      isServed(running, kind, client);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void who_ends_at_once_is_no_error(Kind kind) throws Exception {
    try (var running = Running.start(kind.making);
        var client = running.connect()) {
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      running.out.awaitLines(lines -> lines.getLast().startsWith("the client has ended"));
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void five_hundred_at_once_are_all_served(Kind kind) throws Exception {
    try (var running = Running.start(kind.making);
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> talk =
          () -> {
            try (var client = running.connect()) {
              client.getOutputStream().write(kind.message);
              client.shutdownOutput();
              return client.getInputStream().readAllBytes().length;
            }
          };
      List<Future<Integer>> ends =
          clients.invokeAll(IntStream.range(0, 500).mapToObj(_ -> talk).toList());
      for (var end : ends) {
        assertThat(end.get()).isIn(0, kind.message.length);
      }
      assertThat(running.out.lines()).filteredOn(kind.line::equals).hasSize(500);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void noise_is_survived(Kind kind) throws Exception {
    Seed.tryWith(random -> {
      try (var running = Running.start(kind.making)) {
        for (int i = 0; i < 20; i++) {
          try (var noisy = running.connect()) {
            noisy.getOutputStream().write(Bytes.random(random, random.nextInt(1000)));
          }
        }
        try (var client = running.connect()) {
          isServed(running, kind, client);
        }
        assertThat(running.out.lines()).noneMatch(line -> line.matches(".*\\p{Cc}.*"));
      }
    });
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void closing_the_server_ends_every_conversation(Kind kind) throws Exception {
    try (var running = Running.start(kind.making);
        var client = running.connect()) {
      running.out.awaitLines(lines -> lines.size() == 2);
      running.stop();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  private static void isServed(Running running, Kind kind, Socket client) throws Exception {
    client.getOutputStream().write(kind.message);
    await()
        .atMost(Running.PATIENCE)
        .untilAsserted(() -> assertThat(running.out.lines()).contains(kind.line));
  }
}
