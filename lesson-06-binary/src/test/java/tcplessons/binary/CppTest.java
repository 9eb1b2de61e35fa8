package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A C++ program is the peer. */
class CppTest {

  private static final List<String> HELLO = List.of("char a : A", "int b : 300", "char c : hello");

  @BeforeAll
  static void gxx_is_installed() {
    assumeTrue(TestProcess.isInstalled("g++"), "g++ is not installed");
  }

  @Test
  void the_compiler_uses_the_layout_of_the_lesson() throws Exception {
    try (var layout = CppSender.start("layout")) {
      assertThat(layout.exitCode()).isZero();
      assertThat(layout.out.lines()).containsExactly("size 24, align 4, offsets 0 4 8, packed 20");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "drip", "uninitialised"})
  void a_struct_from_cpp_is_read_correctly(String mode) throws Exception {
    try (var running = RunningStep.server(new Struct());
        var cpp = CppSender.start(mode, "" + running.port())) {
      running.out.awaitLine("the client has ended");
      assertThat(structLines(running)).isEqualTo(HELLO);
      assertThat(cpp.exitCode()).isZero();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void several_structs_of_one_write_are_read_one_by_one() throws Exception {
    try (var running = RunningStep.server(new Struct());
        var _ = CppSender.start("many", "" + running.port())) {
      running.out.awaitLine("the client has ended");
      assertThat(structLines(running))
          .startsWith(HELLO.toArray(String[]::new))
          .endsWith(
              "char a : B",
              "int b : -2",
              "char c : bye",
              "char a : C",
              "int b : 2147483647",
              "char c : fifteen letters");
    }
  }

  @Test
  void a_packed_struct_is_four_bytes_too_short() throws Exception {
    try (var running = RunningStep.server(new Struct());
        var _ = CppSender.start("packed", "" + running.port())) {
      assertThat(running.err.awaitLines(1).getFirst())
          .endsWith("the last struct is truncated: 20 of 24 bytes came, 4 are missing");
    }
  }

  @Test
  void a_stream_reader_reads_an_int_in_network_order_correctly() throws Exception {
    try (var running = RunningStep.server(new Struct(), "--way", "stream");
        var _ = CppSender.start("big-endian", "" + running.port())) {
      running.out.awaitLine("the client has ended");
      assertThat(structLines(running)).isEqualTo(HELLO);
    }
  }

  @ParameterizedTest
  @CsvSource({"normal, 738263040", "uninitialised, 738263040"})
  void a_stream_reader_reads_a_little_endian_int_as_another_number(String mode, int b)
      throws Exception {
    try (var running = RunningStep.server(new Struct(), "--way", "stream");
        var _ = CppSender.start(mode, "" + running.port())) {
      running.out.awaitLine("int b : " + b);
    }
  }

  // tag::leak[]
  @Test
  void uninitialised_padding_contains_bytes_of_the_stack() throws Exception {
    try (var listener = TestListener.listen();
        var _ = CppSender.start("uninitialised", "" + listener.getLocalPort());
        var client = listener.accept()) {
      var struct = client.getInputStream().readAllBytes();
      assertThat(struct).hasSize(24);
      byte[] unset = ByteBuffer.allocate(13).put(struct, 1, 3).put(struct, 14, 10).array();
      assertThat(unset).isNotEqualTo(new byte[13]); // which bytes depends on the compiler
    }
  }

  // end::leak[]

  @Test
  void the_step_connects_to_a_cpp_server_as_the_original_does() throws Exception {
    try (var cpp = CppSender.start("many", "0", "listen");
        var step = RunningStep.start(new Struct(), "--connect", "127.0.0.1:" + cpp.port())) {
      assertThat(step.exitCode.join()).isZero();
      assertThat(step.out.lines()).startsWith(HELLO.toArray(String[]::new)).hasSize(9);
      assertThat(step.err.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffer", "layout"})
  void both_little_endian_readers_decode_what_a_cpp_server_sends(String api) throws Exception {
    try (var cpp = CppSender.start("normal", "0", "listen");
        var step =
            RunningStep.start(new Struct(), "--way", api, "--connect", "127.0.0.1:" + cpp.port())) {
      assertThat(step.exitCode.join()).isZero();
      assertThat(step.out.lines()).isEqualTo(HELLO);
    }
  }

  private static List<String> structLines(RunningStep running) {
    return running.out.lines().stream()
        .filter(line -> line.startsWith("char ") || line.startsWith("int "))
        .toList();
  }
}
