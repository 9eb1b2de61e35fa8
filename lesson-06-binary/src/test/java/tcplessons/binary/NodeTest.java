package tcplessons.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real Node.js at the other end, and the mistakes of the original. */
class NodeTest {

  private static final String NULS = "\\u0000";

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(Command.isInstalled("node"), "node is not installed");
  }

  // The original's way to read a struct.

  // tag::mistakes[]
  @ParameterizedTest
  @CsvSource({"300, 44", "-2, 254"})
  void the_original_prints_padding_one_byte_of_the_int_and_all_nuls(int b, int printed)
      throws Exception {
    try (var source = source(new CStruct((byte) 'A', b, "hello"));
        var node = Command.node("struct-original.js", source.port())) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out())
          .containsExactly(
              "char a : \"A" + NULS.repeat(3) + "\"",
              "int b : " + printed,
              "char c : \"hello" + NULS.repeat(11) + "\"");
    }
  }

  @Test
  void the_original_loses_the_second_of_two_structs_that_come_at_once() throws Exception {
    var hello = new CStruct((byte) 'A', 300, "hello");
    var bye = new CStruct((byte) 'B', -2, "bye");
    try (var source = source(hello, bye);
        var node = Command.node("struct-original.js", source.port())) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out()).hasSize(3).noneMatch(line -> line.contains("B"));
    }
  }

  @Test
  void the_original_dies_of_a_struct_that_comes_in_two_pieces() throws Exception {
    var hello = new CStruct((byte) 'A', 300, "hello").toBytes(LITTLE_ENDIAN);
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var node = Command.node("struct-original.js", listener.getLocalPort());
        var server = listener.accept()) {
      server.getOutputStream().write(hello, 0, 3);
      assertThat(node.exitCode()).isEqualTo(1);
      assertThat(node.out()).containsExactly("char a : \"A" + NULS.repeat(2) + "\"");
      assertThat(String.join("\n", node.err())).contains("RangeError");
    }
  }

  // end::mistakes[]

  @Test
  void nodes_own_reader_reads_ours_structs_in_any_pieces() throws Exception {
    var structs =
        List.of(
            new CStruct((byte) 'A', 300, "hello"),
            new CStruct((byte) 'B', -2, "안녕하세요"),
            new CStruct((byte) 'C', Integer.MIN_VALUE, ""));
    for (boolean dripping : List.of(false, true)) {
      try (var source =
              Running.start(options ->
                  new StructSource(
                      options, new StructSender(structs, LITTLE_ENDIAN, dripping, options.out())));
          var node = Command.node("struct.js", source.port())) {
        assertThat(node.exitCode()).isZero();
        assertThat(node.out())
            .containsExactly(
                "char a : A",
                "int b : 300",
                "char c : hello",
                "char a : B",
                "int b : -2",
                "char c : 안녕하세요",
                "char a : C",
                "int b : -2147483648",
                "char c : ");
      }
    }
  }

  private static Running source(CStruct... structs) throws IOException {
    return Running.start(options ->
        new StructSource(
            options, new StructSender(List.of(structs), LITTLE_ENDIAN, false, options.out())));
  }

  // Bytes.

  @Test
  void a_node_client_sends_us_its_three_bytes() throws Exception {
    try (var running = Running.start(Running::bytes);
        var _ = Command.node("bytes.js", running.port())) {
      running.out.awaitLine("00000000  01 02 03                                          |...|");
      running.out.awaitLine("the client has ended after 3 bytes");
    }
  }

  @Test
  void we_send_a_node_server_three_bytes() throws Exception {
    try (var node = Command.node("hex.js", 0)) {
      try (var socket = new Socket("127.0.0.1", node.port())) {
        new BytesClient(List.of(1, 2, 3), new Screen()).send(socket);
      }
      node.awaitLine("010203");
    }
  }

  // tag::range[]
  @ParameterizedTest
  @CsvSource({"300", "-1"})
  void node_refuses_what_is_no_byte(int value) throws Exception {
    try (var node = Command.node("bytes.js", 1, value)) {
      assertThat(node.exitCode()).isEqualTo(1);
      assertThat(node.err())
          .containsExactly(
              "ERR_OUT_OF_RANGE: The value of \"value\" is out of range."
                  + " It must be >= 0 and <= 255. Received "
                  + value);
    }
  }

  // end::range[]

  // Text.

  // tag::set-encoding[]
  @Test
  void setEncoding_makes_strings_and_keeps_what_is_left_over() throws Exception {
    try (var node = Command.node("text.js", 0, "--set-encoding")) {
      sendInSteps(node);
      node.awaitLine("the client has ended");
      assertThat(node.out()).contains("string: \"한\"", "string: \"글\"").hasSize(4);
    }
  }

  @Test
  void without_it_chunks_are_buffers_and_each_is_decoded_on_its_own() throws Exception {
    try (var node = Command.node("text.js", 0)) {
      sendInSteps(node);
      node.awaitLine("the client has ended");
      assertThat(node.out()).contains("object: \"한\uFFFD\"", "object: \"\uFFFD\uFFFD\"").hasSize(4);
    }
  }

  // end::set-encoding[]

  /** 한 and a third of 글; when that is printed, the rest. */
  private static void sendInSteps(Command node) throws IOException {
    try (var socket = new Socket("127.0.0.1", node.port())) {
      socket.getOutputStream().write(Bytes.of("ed959cea"));
      node.awaitOut(lines -> lines.size() == 2);
      socket.getOutputStream().write(Bytes.of("b880"));
      node.awaitOut(lines -> lines.size() == 3);
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  @Test
  void a_node_client_gets_its_text_back_whatever_the_pieces() throws Exception {
    try (var running = Running.start(Running::reporting);
        var node =
            Command.node("pieces.js", running.port(), 1, "ed", "959c", "eab8", "80f0", "9f9880")) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out()).containsExactly("ed959ceab880f09f9880");
      running.out.awaitLine("the client has ended");
    }
  }

  @Test
  void our_client_sends_a_node_server_text_in_pieces() throws Exception {
    try (var node = Command.node("hex.js", 0);
        var socket = new Socket("127.0.0.1", node.port())) {
      var client = new TextClient(4, Duration.ofMillis(1), new Screen());
      Deadline.hold(
          socket,
          Running.PATIENCE,
          "byte",
          (s, deadline) -> client.run(s, deadline, "안녕하세요".getBytes(UTF_8)));
      node.awaitLine("ec9588eb8595ed9598ec84b8ec9a94");
    }
  }

  // Frames.

  @Test
  void a_node_client_gets_its_frames_back() throws Exception {
    try (var running = Running.start(Running::frames);
        var node = Command.node("frames-client.js", running.port(), "hello", "", "한글")) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out())
          .containsExactly("came back: \"hello\"", "came back: \"\"", "came back: \"한글\"");
      running.out.awaitLine("the client has ended after 3 frames");
    }
  }

  @Test
  void our_client_gets_its_frames_back_from_node() throws Exception {
    try (var node = Command.node("frames.js", 0);
        var socket = new Socket("127.0.0.1", node.port())) {
      var out = new Screen();
      var texts = List.of("hello", "", "x".repeat(200_000), "한글");
      var client = new FramesClient(FrameReader.MAX_FRAME, out);
      Deadline.hold(
          socket, Running.PATIENCE, "whole frame", (s, deadline) -> client.run(s, deadline, texts));
      assertThat(out.lines()).hasSize(4).contains("came back: hello", "came back: 한글");
    }
  }

  @Test
  void a_node_client_that_drips_its_frames_gets_them_back() throws Exception {
    var hex = Stream.of("00", "00", "00", "02", "68", "69", "00000000").toArray();
    try (var running = Running.start(Running::frames);
        var node = Command.node("pieces.js", arguments(running.port(), hex))) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out()).containsExactly("00000002686900000000");
    }
  }

  private static Object[] arguments(int port, Object... pieces) {
    return Stream.concat(Stream.of(port, 1), Stream.of(pieces)).toArray();
  }

  @Test
  void nodes_counterpart_refuses_what_we_refuse() throws Exception {
    try (var node = Command.node("frames.js", 0, 16);
        var socket = new Socket("127.0.0.1", node.port())) {
      socket.getOutputStream().write(Bytes.of("00000011"));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      await()
          .atMost(Running.PATIENCE)
          .untilAsserted(() -> assertThat(node.err()).containsExactly("frame length 17"));
    }
  }
}
