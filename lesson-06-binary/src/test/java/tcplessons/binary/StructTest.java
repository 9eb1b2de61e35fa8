package tcplessons.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructTest {

  private static final byte[] HELLO = new CStruct((byte) 'A', 300, "hello").toBytes(LITTLE_ENDIAN);
  private static final byte[] BYE = new CStruct((byte) 'B', -2, "bye").toBytes(LITTLE_ENDIAN);

  private static final List<String> HELLO_LINES =
      List.of("char a : A", "int b : 300", "char c : hello");
  private static final List<String> BYE_LINES = List.of("char a : B", "int b : -2", "char c : bye");

  @Test
  void a_struct_is_printed_as_three_lines() throws Exception {
    try (var running = RunningStep.server(new Struct());
        var client = running.connect()) {
      client.getOutputStream().write(HELLO);
      client.shutdownOutput();
      running.out.awaitLine("the client has ended");
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.1",
              "char a : A",
              "int b : 300",
              "char c : hello",
              "the client has ended");
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void two_structs_in_one_segment_are_read_as_two() throws Exception {
    try (var running = RunningStep.server(new Struct());
        var client = running.connect()) {
      client.getOutputStream().write(joined(HELLO, BYE));
      running.out.awaitLine("char c : bye");
      assertThat(structLines(running)).isEqualTo(joined(HELLO_LINES, BYE_LINES));
    }
  }

  @Test
  void a_struct_that_arrives_byte_by_byte_is_read_as_one() throws Exception {
    try (var running = RunningStep.server(new Struct());
        var client = running.connect()) {
      TestBytes.drip(client, joined(HELLO, BYE));
      running.out.awaitLine("char c : bye");
      assertThat(structLines(running)).isEqualTo(joined(HELLO_LINES, BYE_LINES));
    }
  }

  @Test
  void a_struct_is_printed_before_the_next_one_arrives() throws Exception {
    try (var running = RunningStep.server(new Struct());
        var client = running.connect()) {
      client.getOutputStream().write(joined(HELLO, BYE), 0, 30);
      running.out.awaitLine("char c : hello");
      client.getOutputStream().write(joined(HELLO, BYE), 30, 18);
      running.out.awaitLine("char c : bye");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 23, 25, 47})
  void a_truncated_struct_is_an_error_that_says_how_many_bytes_are_missing(int length)
      throws Exception {
    int received = length % CStruct.SIZE;
    try (var running = RunningStep.server(new Struct());
        var client = running.connect()) {
      client.getOutputStream().write(joined(HELLO, BYE), 0, length);
      client.shutdownOutput();
      running.err.awaitLine(
          TestListener.errorLine(
              client,
              "the last struct is truncated: %d of 24 bytes came, %d are missing"
                  .formatted(received, 24 - received)));
      assertThat(structLines(running)).isEqualTo(length < 24 ? List.of() : HELLO_LINES);
    }
  }

  @Test
  void random_structs_in_random_chunks_are_all_read() throws Exception {
    RandomizedTest.run(random -> {
      var structs = new ArrayList<CStruct>();
      var bytes = new byte[0];
      for (int i = 0; i < 200; i++) {
        structs.add(StructReadersTest.random(random));
        bytes = joined(bytes, structs.getLast().toBytes(LITTLE_ENDIAN));
      }
      try (var running = RunningStep.server(new Struct());
          var client = running.connect()) {
        client.setTcpNoDelay(true);
        int at = 0;
        for (int cut : TestBytes.cuts(random, bytes.length, 60)) {
          client.getOutputStream().write(bytes, at, cut);
          at += cut;
        }
        client.shutdownOutput();
        running.out.awaitLine("the client has ended");
        var numbers =
            running.out.lines().stream()
                .filter(line -> line.startsWith("int b : "))
                .map(line -> Integer.valueOf(line.substring("int b : ".length())));
        assertThat(numbers).containsExactlyElementsOf(structs.stream().map(CStruct::b).toList());
      }
    });
  }

  @Test
  void control_characters_are_printed_as_replacement_characters() throws Exception {
    try (var running = RunningStep.server(new Struct());
        var client = running.connect()) {
      var rude = new CStruct((byte) 7, 1, "\u001b[2Jred\n\u009b");
      client.getOutputStream().write(rude.toBytes(LITTLE_ENDIAN));
      running.out.awaitLine("char c : \uFFFD[2Jred\\n\uFFFD");
      assertThat(structLines(running)).first().isEqualTo("char a : \uFFFD");
    }
  }

  @Test
  void a_client_that_sends_bytes_but_no_whole_struct_is_disconnected_after_the_timeout()
      throws Exception {
    try (var running = RunningStep.server(new Struct(), "--idle-timeout", "1s");
        var client = running.connect()) {
      await()
          .pollInterval(Duration.ofMillis(200)) // five bytes in a second, not 24
          .untilAsserted(() -> {
            dripIfOpen(client);
            assertThat(running.err.lines())
                .containsExactly(
                    TestListener.errorLine(
                        client, "no whole struct for 1s: closed (--idle-timeout)"));
          });
      assertThat(structLines(running)).isEmpty();
    }
  }

  private static void dripIfOpen(Socket client) throws Exception {
    try {
      TestBytes.drip(client, new byte[] {'A'});
    } catch (SocketException _) {
      // The server has closed the connection.
    }
  }

  @Test
  void each_struct_restarts_the_timeout() throws Exception {
    try (var running = RunningStep.server(new Struct(), "--idle-timeout", "2s");
        var client = running.connect()) {
      await()
          .during(Duration.ofSeconds(3))
          .until(() -> {
            client.getOutputStream().write(HELLO);
            return running.err.lines().isEmpty();
          });
      running.err.awaitLine(
          TestListener.errorLine(client, "no whole struct for 2s: closed (--idle-timeout)"));
    }
  }

  @Test
  void a_server_that_sends_structs_sends_them_to_each_client() throws Exception {
    var options = new String[] {"--send", "A,300,hello", "--send", "B,-2,bye", "--listen"};
    try (var running = RunningStep.server(new Struct(), options);
        var first = running.connect();
        var second = running.connect()) {
      for (Socket client : List.of(first, second)) {
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(joined(HELLO, BYE));
      }
      assertThat(running.out.awaitLines(5)).filteredOn("sent 48 bytes"::equals).hasSize(2);
    }
  }

  @Test
  void a_struct_that_is_sent_byte_by_byte_has_the_same_bytes() throws Exception {
    try (var running = RunningStep.server(new Struct(), "--send", "--listen", "--drip");
        var client = running.connect()) {
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(HELLO);
    }
  }

  /** What the server has printed after the addresses. */
  private static List<String> structLines(RunningStep running) {
    var lines = running.out.lines();
    return lines.subList(2, lines.size());
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  private static List<String> joined(List<String> one, List<String> other) {
    var all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
