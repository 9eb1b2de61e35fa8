package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesServerTest {

  @Test
  void every_frame_is_printed_and_comes_back() throws Exception {
    try (var running = Running.start(Running::frames);
        var client = running.connect()) {
      var frames = Bytes.of("00000005 68656c6c6f 00000000 00000006 ed959ceab880");
      client.getOutputStream().write(frames);
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(frames);
      running.out.awaitLine("the client has ended after 3 frames");
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.1",
              "frame 1: 5 bytes: hello",
              "frame 2: 0 bytes: ",
              "frame 3: 6 bytes: 한글",
              "the client has ended after 3 frames");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void one_byte_at_a_time_they_are_the_same_frames() throws Exception {
    try (var running = Running.start(Running::frames);
        var client = running.connect()) {
      var frames = Bytes.of("00000005 68656c6c6f 00000000 00000006 ed959ceab880");
      Bytes.drip(client, frames);
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(frames);
      running.out.awaitLine("the client has ended after 3 frames");
    }
  }

  @Test
  void a_frame_is_answered_before_the_next_one_comes() throws Exception {
    try (var running = Running.start(Running::frames);
        var client = running.connect()) {
      for (int i = 0; i < 10; i++) {
        client.getOutputStream().write(Bytes.of("00000002 6869"));
        assertThat(client.getInputStream().readNBytes(6)).isEqualTo(Bytes.of("00000002 6869"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ffffffff | frame 1: its length, -1 (ffffffff), is negative",
        "00000002 6869 00100001"
            + "| frame 2: its length, 1048577 (00100001), is more than the limit, 1048576",
        "474554202f | frame 1: its length, 1195725856 (47455420), is more than the limit, 1048576",
        "000000 | frame 1: truncated after 3 bytes, at least 1 are missing",
        "00000005 6865 | frame 1: truncated after 6 bytes, 3 are missing",
      })
  void bad_frames_are_one_line_and_the_end_and_nobody_elses_problem(String hex, String complaint)
      throws Exception {
    try (var running = Running.start(Running::frames);
        var other = running.connect();
        var client = running.connect()) {
      client.getOutputStream().write(Bytes.of(hex));
      client.shutdownOutput();
      running.err.awaitLine(running.of(client, complaint));
      assertThat(running.err.lines()).hasSize(1);
      other.getOutputStream().write(Bytes.of("00000002 6869"));
      assertThat(other.getInputStream().readNBytes(6)).isEqualTo(Bytes.of("00000002 6869"));
    }
  }

  @Test
  void a_frame_of_the_limit_comes_back() throws Exception {
    try (var running = Running.start(Running::frames);
        var client = running.connect()) {
      var frame = ByteBuffer.allocate(4 + FrameReader.MAX_FRAME).putInt(FrameReader.MAX_FRAME);
      var sending = Talk.start(_ -> client.getOutputStream().write(frame.array()));
      assertThat(client.getInputStream().readNBytes(frame.capacity())).isEqualTo(frame.array());
      sending.endsWell();
    }
  }

  @Test
  void who_promises_a_frame_and_does_not_send_it_is_closed_in_time() throws Exception {
    try (var running = Running.start(Running.SHORT, Running::frames);
        var client = running.connect()) {
      client.getOutputStream().write(Bytes.of("00100000 6869"));
      running.err.awaitLine(running.of(client, "no whole frame for 1s: closed (--idle-timeout)"));
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  // tag::never-reads[]
  @Test
  void who_sends_and_never_reads_the_answers_is_closed_in_time() throws Exception {
    try (var running = Running.start(Running.SHORT, Running::frames);
        var greedy = running.connect()) {
      var frame = ByteBuffer.allocate(100_004).putInt(100_000).array();
      var sending =
          Talk.start(_ -> {
            while (true) {
              greedy.getOutputStream().write(frame);
            }
          });
      running.err.awaitLine(running.of(greedy, "no whole frame for 1s: closed (--idle-timeout)"));
      await().atMost(Running.PATIENCE).until(sending::isOver);
    }
  }

  // end::never-reads[]

  @Test
  void random_frames_in_random_pieces_come_back() throws Exception {
    Seed.tryWith(random -> {
      var all = new ByteArrayOutputStream();
      for (int i = 0; i < 50; i++) {
        var payload = Bytes.random(random, random.nextInt(3000));
        all.writeBytes(ByteBuffer.allocate(4).putInt(payload.length).array());
        all.writeBytes(payload);
      }
      try (var running = Running.start(Running::frames);
          var client = running.connect()) {
        var sending =
            Talk.start(_ -> {
              client.setTcpNoDelay(true);
              int at = 0;
              for (int cut : Bytes.cuts(random, all.size(), 2000)) {
                client.getOutputStream().write(all.toByteArray(), at, cut);
                at += cut;
              }
              client.shutdownOutput();
            });
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(all.toByteArray());
        sending.endsWell();
      }
    });
  }

  // The client's side.

  @Test
  void the_client_sends_all_texts_with_one_write_and_prints_what_comes_back() throws Exception {
    try (var running = Running.start(Running::frames);
        var client = running.connect()) {
      assertThat(conversation(client, "hello", "", "한글"))
          .containsExactly("came back: hello", "came back: ", "came back: 한글");
    }
  }

  @Test
  void the_client_notices_that_answers_are_missing() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = new Socket(listener.getInetAddress(), listener.getLocalPort());
        var server = listener.accept()) {
      var talk = Talk.start(out -> converse(client, out, List.of("hello", "you")));
      assertThat(server.getInputStream().readNBytes(16)).hasSize(16);
      server.getOutputStream().write(Bytes.of("00000005 68656c6c6f"));
      server.shutdownOutput();
      talk.endsWith("the server ended after 1 of 2 frames");
    }
  }

  @Test
  void the_client_sends_more_than_any_buffer_holds_and_hears_it_all() throws Exception {
    var texts = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      texts.add(("" + i % 10).repeat(1_000_000));
    }
    try (var running = Running.start(Running::frames);
        var client = running.connect()) {
      assertThat(conversation(client, texts.toArray(String[]::new))).hasSize(20);
    }
  }

  private static List<String> conversation(Socket client, String... texts) throws IOException {
    var out = new Screen();
    converse(client, out, List.of(texts));
    return out.lines();
  }

  private static void converse(Socket client, Screen out, List<String> texts) throws IOException {
    var frames = new FramesClient(FrameReader.MAX_FRAME, out);
    Deadline.hold(
        client, Running.PATIENCE, "whole frame", (s, deadline) -> frames.run(s, deadline, texts));
  }

  @Test
  void a_long_payload_is_shown_by_its_beginning() {
    var payload = ByteBuffer.wrap("가나다라".repeat(100).getBytes(UTF_8));
    assertThat(Printable.beginning(payload)).isEqualTo("가나다라".repeat(7) + "가나 ...");
    assertThat(payload.remaining()).isEqualTo(1200);
    assertThat(Printable.text("x".repeat(61))).isEqualTo("x".repeat(30) + " ... " + "x".repeat(30));
  }
}
