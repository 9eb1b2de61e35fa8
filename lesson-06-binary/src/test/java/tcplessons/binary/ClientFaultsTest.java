package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that reset, stay idle, send garbage ..., against the server of each step. */
class ClientFaultsTest {

  /** A server, a message that it accepts, and the line that it prints then. */
  private enum Server {
    STRUCT(Struct::new, "42000000 feffffff 62796500000000000000000000000000", "char c : bye"),
    BYTES(Bytes::new, "42", "00000000  42                                                |B|"),
    TEXT(Text::new, "ed959c", "  whole: 한"),
    FRAMES(Frames::new, "00000002 6869", "frame 1: 2 bytes: hi");

    private final Supplier<Callable<Integer>> step;
    private final byte[] message;
    private final String line;

    Server(Supplier<Callable<Integer>> step, String hex, String line) {
      this.step = step;
      this.message = TestBytes.of(hex);
      this.line = line;
    }

    private RunningStep start(String... options) {
      var mode = this == BYTES ? Stream.of("--receive") : Stream.<String>empty();
      var all = Stream.concat(mode, Stream.of(options)).toArray(String[]::new);
      return RunningStep.server(step.get(), all);
    }

    private void serves(RunningStep running, Socket client) throws Exception {
      client.getOutputStream().write(message);
      running.out.awaitLine(line);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reset_prints_one_error_line_and_other_clients_are_served(Server server) throws Exception {
    try (var running = server.start();
        var other = running.connect()) {
      var resetting = running.connect();
      running.out.awaitLines(3);
      var line = TestListener.errorLine(resetting, "Connection reset");
      SocketPair.reset(resetting);
      running.err.awaitLine(line);
      assertThat(running.err.lines()).hasSize(1);
      server.serves(running, other);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_client_that_sends_nothing_is_disconnected_after_the_timeout(Server server)
      throws Exception {
    try (var running = server.start("--idle-timeout", "1s");
        var idle = running.connect()) {
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.awaitLines(1).getFirst())
          .startsWith(TestListener.errorLine(idle, "no "))
          .endsWith(" for 1s: closed (--idle-timeout)");
    }
  }

  @ParameterizedTest
  @EnumSource
  void idle_clients_do_not_delay_other_clients(Server server) throws Exception {
    try (var running = server.start();
        var _ = running.connect();
        var _ = running.connect();
        var client = running.connect()) {
      server.serves(running, client);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_client_that_half_closes_without_sending_is_no_error(Server server) throws Exception {
    try (var running = server.start();
        var client = running.connect()) {
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      running.out.awaitLine(line -> line.startsWith("the client has ended"));
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void five_hundred_clients_at_once_are_all_served(Server server) throws Exception {
    try (var running = server.start();
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> client =
          () -> {
            try (var socket = running.connect()) {
              socket.getOutputStream().write(server.message);
              socket.shutdownOutput();
              return socket.getInputStream().readAllBytes().length;
            }
          };
      List<Future<Integer>> received =
          clients.invokeAll(IntStream.range(0, 500).mapToObj(_ -> client).toList());
      for (var count : received) {
        assertThat(count.get()).isIn(0, server.message.length);
      }
      assertThat(running.out.lines()).filteredOn(server.line::equals).hasSize(500);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void after_clients_that_send_random_bytes_others_are_served(Server server) throws Exception {
    RandomizedTest.run(random -> {
      try (var running = server.start()) {
        for (int i = 0; i < 20; i++) {
          try (var client = running.connect()) {
            client.getOutputStream().write(TestBytes.random(random, random.nextInt(1000)));
          }
        }
        try (var client = running.connect()) {
          server.serves(running, client);
        }
        assertThat(running.out.lines()).noneMatch(line -> line.matches(".*\\p{Cc}.*"));
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void stopping_the_server_closes_its_connections_without_an_error(Server server) throws Exception {
    try (var running = server.start();
        var client = running.connect()) {
      running.out.awaitLines(2);
      running.stop();
      assertThat(running.exitCode.join()).isZero();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
    }
  }
}
