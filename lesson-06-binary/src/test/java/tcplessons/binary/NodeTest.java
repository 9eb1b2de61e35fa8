package tcplessons.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Node.js is the peer; and what the original code does. */
class NodeTest {

  private static final String NULS = "\\u0000";

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  // The original code that reads a struct.

  // tag::mistakes[]
  @ParameterizedTest
  @CsvSource({"300, 44", "-2, 254"})
  void the_original_prints_padding_one_byte_of_the_int_and_all_nuls(int b, int printed)
      throws Exception {
    try (var source = source("A," + b + ",hello");
        var node = TestProcess.node("struct-original.js", source.port())) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines())
          .containsExactly(
              "char a : \"A" + NULS.repeat(3) + "\"",
              "int b : " + printed,
              "char c : \"hello" + NULS.repeat(11) + "\"");
    }
  }

  @Test
  void the_original_loses_the_second_of_two_structs_in_one_segment() throws Exception {
    try (var source = source("A,300,hello", "B,-2,bye");
        var node = TestProcess.node("struct-original.js", source.port())) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines()).hasSize(3).noneMatch(line -> line.contains("B"));
    }
  }

  @Test
  void the_original_crashes_when_a_struct_arrives_in_two_chunks() throws Exception {
    var hello = new CStruct((byte) 'A', 300, "hello").toBytes(LITTLE_ENDIAN);
    try (var listener = TestListener.listen();
        var node = TestProcess.node("struct-original.js", listener.getLocalPort());
        var server = listener.accept()) {
      server.getOutputStream().write(hello, 0, 3);
      assertThat(node.exitCode()).isEqualTo(1);
      assertThat(node.out.lines()).containsExactly("char a : \"A" + NULS.repeat(2) + "\"");
      assertThat(String.join("\n", node.err.lines())).contains("RangeError");
    }
  }

  // end::mistakes[]

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nodes_reader_reads_our_structs_in_any_chunks(boolean byteByByte) throws Exception {
    try (var source = source(byteByByte, "A,300,hello", "B,-2,안녕하세요", "C,-2147483648,");
        var node = TestProcess.node("struct.js", source.port())) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines())
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

  private static RunningStep source(String... structs) {
    return source(false, structs);
  }

  private static RunningStep source(boolean byteByByte, String... structs) {
    var mode = byteByByte ? Stream.of("--listen", "--drip") : Stream.of("--listen");
    var send = Stream.of(structs).flatMap(struct -> Stream.of("--send", struct));
    return RunningStep.server(new Struct(), Stream.concat(mode, send).toArray(String[]::new));
  }

  // Bytes.

  @Test
  void a_node_client_sends_our_server_three_bytes() throws Exception {
    try (var running = RunningStep.server(new Bytes(), "--receive");
        var _ = TestProcess.node("bytes.js", running.port())) {
      running.out.awaitLine("00000000  01 02 03                                          |...|");
      running.out.awaitLine("the client has ended after 3 bytes");
    }
  }

  @Test
  void our_client_sends_a_node_server_three_bytes() throws Exception {
    try (var node = TestProcess.node("hex.js", 0);
        var client = RunningStep.start(new Bytes(), "--port", "" + node.port())) {
      assertThat(client.exitCode.join()).isZero();
      node.out.awaitLine("010203");
    }
  }

  // tag::range[]
  @ParameterizedTest
  @CsvSource({"300", "-1"})
  void node_throws_for_a_value_that_does_not_fit_into_a_byte(int value) throws Exception {
    try (var node = TestProcess.node("bytes.js", 1, value)) {
      assertThat(node.exitCode()).isEqualTo(1);
      assertThat(node.err.lines())
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
  void setEncoding_makes_strings_and_keeps_incomplete_characters() throws Exception {
    try (var node = TestProcess.node("text.js", 0, "--set-encoding")) {
      sendCutCharacter(node);
      node.out.awaitLine("the client has ended");
      assertThat(node.out.lines()).contains("string: \"한\"", "string: \"글\"").hasSize(4);
    }
  }

  @Test
  void without_setEncoding_chunks_are_buffers_and_each_is_decoded_on_its_own() throws Exception {
    try (var node = TestProcess.node("text.js", 0)) {
      sendCutCharacter(node);
      node.out.awaitLine("the client has ended");
      assertThat(node.out.lines())
          .contains("object: \"한\uFFFD\"", "object: \"\uFFFD\uFFFD\"")
          .hasSize(4);
    }
  }

  // end::set-encoding[]

  /** Sends 한 and one of three bytes of 글; when that is printed, the rest. */
  private static void sendCutCharacter(TestProcess node) throws IOException {
    try (var socket = new Socket("127.0.0.1", node.port())) {
      socket.getOutputStream().write(TestBytes.of("ed959cea"));
      node.out.awaitLines(2);
      socket.getOutputStream().write(TestBytes.of("b880"));
      node.out.awaitLines(3);
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  @Test
  void a_node_client_gets_back_the_text_that_it_has_sent_in_chunks() throws Exception {
    try (var running = RunningStep.server(new Text());
        var node =
            TestProcess.node(
                "pieces.js", running.port(), 1, "ed", "959c", "eab8", "80f0", "9f9880")) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines()).containsExactly("ed959ceab880f09f9880");
      running.out.awaitLine("the client has ended");
    }
  }

  @Test
  void our_client_sends_a_node_server_text_in_chunks() throws Exception {
    try (var node = TestProcess.node("hex.js", 0);
        var _ =
            RunningStep.start(
                new Text(),
                "--port",
                "" + node.port(),
                "--send",
                "안녕하세요",
                "--cut",
                "4",
                "--pause",
                "1ms")) {
      node.out.awaitLine("ec9588eb8595ed9598ec84b8ec9a94");
    }
  }

  // Frames.

  @Test
  void a_node_client_gets_its_frames_back() throws Exception {
    try (var running = RunningStep.server(new Frames());
        var node = TestProcess.node("frames-client.js", running.port(), "hello", "", "한글")) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines())
          .containsExactly("came back: \"hello\"", "came back: \"\"", "came back: \"한글\"");
      running.out.awaitLine("the client has ended after 3 frames");
    }
  }

  @Test
  void our_client_gets_its_frames_back_from_node() throws Exception {
    var texts = Stream.of("hello", "", "x".repeat(200_000), "한글");
    var send = texts.flatMap(text -> Stream.of("--send", text));
    try (var node = TestProcess.node("frames.js", 0);
        var client =
            RunningStep.start(
                new Frames(),
                Stream.concat(Stream.of("--port", "" + node.port()), send)
                    .toArray(String[]::new))) {
      assertThat(client.exitCode.join()).isZero();
      assertThat(client.out.lines())
          .hasSize(4)
          .contains("came back: hello", "came back: ", "came back: 한글");
    }
  }

  @Test
  void a_node_client_that_sends_frames_byte_by_byte_gets_them_back() throws Exception {
    var hex = Stream.of("00", "00", "00", "02", "68", "69", "00000000").toArray();
    try (var running = RunningStep.server(new Frames());
        var node = TestProcess.node("pieces.js", arguments(running.port(), hex))) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines()).containsExactly("00000002686900000000");
    }
  }

  private static Object[] arguments(int port, Object... pieces) {
    return Stream.concat(Stream.of(port, 1), Stream.of(pieces)).toArray();
  }

  @Test
  void nodes_frame_server_refuses_a_frame_larger_than_its_limit() throws Exception {
    try (var node = TestProcess.node("frames.js", 0, 16);
        var socket = new Socket("127.0.0.1", node.port())) {
      socket.getOutputStream().write(TestBytes.of("00000011"));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(node.err.awaitLines(1)).containsExactly("frame length 17");
    }
  }
}
