package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real C++ program at the other end. */
class CppTest {

  private static final List<String> HELLO = List.of("char a : A", "int b : 300", "char c : hello");

  private static Path sender;

  @BeforeAll
  static void gxx_is_installed() {
    sender = CppSender.program();
  }

  @Test
  void the_compiler_lays_the_struct_out_as_the_lesson_says() throws Exception {
    try (var layout = Command.program(sender, "layout")) {
      assertThat(layout.exitCode()).isZero();
      assertThat(layout.out()).containsExactly("size 24, align 4, offsets 0 4 8, packed 20");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "drip", "uninitialised"})
  void a_cpp_struct_is_read_as_it_was_meant(String mode) throws Exception {
    try (var running = Running.start(Running::structs);
        var cpp = Command.program(sender, mode, running.port())) {
      running.out.awaitLine("the client has ended");
      assertThat(heard(running)).isEqualTo(HELLO);
      assertThat(cpp.exitCode()).isZero();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void many_structs_of_one_write_are_as_many() throws Exception {
    try (var running = Running.start(Running::structs);
        var _ = Command.program(sender, "many", running.port())) {
      running.out.awaitLine("the client has ended");
      assertThat(heard(running))
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
  void a_packed_struct_is_four_bytes_short() throws Exception {
    try (var running = Running.start(Running::structs);
        var _ = Command.program(sender, "packed", running.port())) {
      running.err.awaitLines(lines -> lines.size() == 1);
      assertThat(running.err.lines().getFirst())
          .endsWith("the last struct is truncated: 20 of 24 bytes came, 4 are missing");
    }
  }

  @Test
  void an_int_in_network_order_is_what_a_stream_reader_expects() throws Exception {
    try (var running = Running.start(options -> new StructServer(options, new StreamReader()));
        var _ = Command.program(sender, "big-endian", running.port())) {
      running.out.awaitLine("the client has ended");
      assertThat(heard(running)).isEqualTo(HELLO);
    }
  }

  @ParameterizedTest
  @CsvSource({"normal, 738263040", "uninitialised, 738263040"})
  void an_int_of_this_machine_is_another_number_for_a_stream_reader(String mode, int b)
      throws Exception {
    try (var running = Running.start(options -> new StructServer(options, new StreamReader()));
        var _ = Command.program(sender, mode, running.port())) {
      running.out.awaitLine("int b : " + b);
    }
  }

  // tag::leak[]
  @Test
  void padding_that_nobody_set_leaks_what_was_on_the_stack() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var _ = Command.program(sender, "uninitialised", listener.getLocalPort());
        var client = listener.accept()) {
      var struct = client.getInputStream().readAllBytes();
      assertThat(struct).hasSize(24);
      byte[] unset = ByteBuffer.allocate(13).put(struct, 1, 3).put(struct, 14, 10).array();
      assertThat(unset).isNotEqualTo(new byte[13]); // which bytes, the compiler decides
    }
  }

  // end::leak[]

  @Test
  void the_step_connects_to_a_cpp_server_as_the_original_does() throws Exception {
    try (var cpp = Command.program(sender, "many", 0, "listen");
        var step = Command.lesson("struct", "--connect", "127.0.0.1:" + cpp.port())) {
      assertThat(step.exitCode()).isZero();
      assertThat(step.out()).startsWith(HELLO.toArray(String[]::new)).hasSize(9);
      assertThat(step.err()).isEmpty();
    }
  }

  @Test
  void all_ways_read_what_a_cpp_server_sends() throws Exception {
    for (var reader :
        List.of(
            new BufferReader(ByteOrder.LITTLE_ENDIAN), new LayoutReader(ByteOrder.LITTLE_ENDIAN))) {
      try (var cpp = Command.program(sender, "normal", 0, "listen");
          var socket = new Socket("127.0.0.1", cpp.port())) {
        var out = new Screen();
        Deadline.hold(
            socket, Running.PATIENCE, "whole struct", new StructReceiver(reader, out)::receive);
        assertThat(out.lines()).isEqualTo(HELLO);
      }
    }
  }

  private static List<String> heard(Running running) {
    return running.out.lines().stream()
        .filter(line -> line.startsWith("char ") || line.startsWith("int "))
        .toList();
  }
}
