package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

  private static final FrameReader READER = new FrameReader(16);

  @Test
  void a_complete_frame_moves_the_position_of_the_buffer() {
    var in = ByteBuffer.wrap(TestBytes.of("00000002 6869 00000000 000000"));
    assertThat(READER.read(in)).isEqualTo(complete("hi"));
    assertThat(READER.read(in)).isEqualTo(complete(""));
    assertThat(READER.read(in)).isEqualTo(new Frame.Incomplete(1));
    assertThat(in.remaining()).isEqualTo(3);
  }

  @Test
  void an_incomplete_frame_does_not_move_the_position_and_has_the_number_of_missing_bytes() {
    var whole = TestBytes.of("00000003 686579");
    for (int length = 0; length < whole.length; length++) {
      var in = ByteBuffer.wrap(whole, 0, length);
      int missing = length < 4 ? 4 - length : 7 - length;
      assertThat(READER.read(in)).isEqualTo(new Frame.Incomplete(missing));
      assertThat(in.position()).isZero();
    }
  }

  @Test
  void a_payload_may_be_as_long_as_the_limit_but_not_longer() {
    assertThat(READER.read(ByteBuffer.wrap(TestBytes.of("00000010" + "61".repeat(16)))))
        .isEqualTo(complete("a".repeat(16)));
    assertThat(READER.read(ByteBuffer.wrap(TestBytes.of("00000011"))))
        .isEqualTo(new Frame.Malformed("its length, 17 (00000011), is more than the limit, 16"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE})
  void a_negative_length_is_malformed(int length) {
    var in = ByteBuffer.allocate(4).putInt(length).flip();
    assertThat(READER.read(in))
        .isEqualTo(
            new Frame.Malformed("its length, %d (%08x), is negative".formatted(length, length)));
  }

  @Test
  void the_largest_length_does_not_overflow() {
    var in = ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).putInt(0).flip();
    assertThat(new FrameReader(Integer.MAX_VALUE).read(in))
        .isEqualTo(new Frame.Incomplete(Integer.MAX_VALUE - 4));
  }

  @Test
  void a_length_is_written_in_network_order() {
    var out = ByteBuffer.allocate(6);
    new FrameWriter(16).write(text("hi"), out);
    assertThat(out.array()).isEqualTo(TestBytes.of("00000002 6869"));
  }

  @Test
  void a_writer_refuses_a_payload_larger_than_its_limit_and_writes_nothing() {
    var out = ByteBuffer.allocate(100);
    assertThatThrownBy(() -> new FrameWriter(4).write(text("hello"), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 bytes are more than the limit of a frame, 4");
    assertThat(out.position()).isZero();
    assertThatThrownBy(() -> new FrameWriter(100).write(text("hello"), ByteBuffer.allocate(8)))
        .isInstanceOf(BufferOverflowException.class);
  }

  /** Rows of the file: bytes in hex, the limit, and the result after the last complete frame. */
  @ParameterizedTest
  @CsvFileSource(resources = "/corpus/frames.csv", useHeadersInDisplayName = true)
  void each_input_of_the_corpus_has_the_expected_result(
      String hex, int maxPayloadBytes, String result) {
    var in = ByteBuffer.wrap(TestBytes.of(hex == null ? "" : hex));
    var reader = new FrameReader(maxPayloadBytes);
    Frame last = reader.read(in);
    while (last instanceof Frame.Complete) {
      last = reader.read(in);
    }
    assertThat(
            switch (last) {
              case Frame.Incomplete(int missingBytes) -> "missing " + missingBytes;
              case Frame.Malformed(var reason) -> reason;
              case Frame.Complete _ -> throw new AssertionError();
            })
        .isEqualTo(result);
  }

  @Test
  void random_frames_in_one_buffer_are_read_unchanged() throws Exception {
    RandomizedTest.run(random -> {
      var writer = new FrameWriter(1000);
      var out = ByteBuffer.allocate(200_000);
      var payloads = new ArrayList<ByteBuffer>();
      for (int i = 0; i < 100; i++) {
        payloads.add(ByteBuffer.wrap(TestBytes.random(random, random.nextInt(1001))));
        writer.write(payloads.getLast().duplicate(), out);
      }
      assertThat(all(new FrameReader(1000), out.flip())).isEqualTo(payloads);
    });
  }

  // tag::fuzz[]
  @Test
  void two_seconds_of_random_bytes_give_three_results_and_no_exception() throws Exception {
    RandomizedTest.run(random -> {
      long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      while (System.nanoTime() < end) {
        var bytes = TestBytes.random(random, random.nextInt(64));
        for (int i = 0; i + 4 <= bytes.length && random.nextBoolean(); i += 4) {
          bytes[i] = bytes[i + 1] = bytes[i + 2] = 0; // lengths that are plausible
        }
        var in = ByteBuffer.wrap(bytes);
        var reader = new FrameReader(random.nextInt(40));
        for (int before = in.position(); ; before = in.position()) {
          var frame = reader.read(in);
          if (frame instanceof Frame.Complete(var payload)) {
            assertThat(payload.remaining()).isLessThanOrEqualTo(reader.maxPayloadBytes());
            assertThat(in.position()).isEqualTo(before + 4 + payload.remaining());
          } else {
            assertThat(in.position()).isEqualTo(before);
            break;
          }
        }
      }
    });
  }

  // end::fuzz[]

  @Test
  void a_length_alone_allocates_nothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var in = ByteBuffer.allocate(4).putInt(FrameReader.DEFAULT_PAYLOAD_BYTES_MAX).flip();
    var reader = new FrameReader(FrameReader.DEFAULT_PAYLOAD_BYTES_MAX);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      reader.read(in);
    }
    // A single payload of this length would need 1,048,576 bytes.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500_000);
  }

  private static List<ByteBuffer> all(FrameReader reader, ByteBuffer in) {
    var payloads = new ArrayList<ByteBuffer>();
    while (reader.read(in) instanceof Frame.Complete(var payload)) {
      payloads.add(payload);
    }
    return payloads;
  }

  private static Frame complete(String payload) {
    return new Frame.Complete(text(payload));
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
