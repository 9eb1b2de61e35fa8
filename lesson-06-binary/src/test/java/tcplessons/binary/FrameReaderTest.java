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
  void a_whole_frame_is_taken_out_of_the_buffer() {
    var in = ByteBuffer.wrap(Bytes.of("00000002 6869 00000000 000000"));
    assertThat(READER.read(in)).isEqualTo(complete("hi"));
    assertThat(READER.read(in)).isEqualTo(complete(""));
    assertThat(READER.read(in)).isEqualTo(new Frame.Incomplete(1));
    assertThat(in.remaining()).isEqualTo(3);
  }

  @Test
  void a_part_of_a_frame_is_left_as_it_was_and_says_how_much_is_missing() {
    var whole = Bytes.of("00000003 686579");
    for (int length = 0; length < whole.length; length++) {
      var in = ByteBuffer.wrap(whole, 0, length);
      int missing = length < 4 ? 4 - length : 7 - length;
      assertThat(READER.read(in)).isEqualTo(new Frame.Incomplete(missing));
      assertThat(in.position()).isZero();
    }
  }

  @Test
  void the_limit_itself_is_allowed_and_one_more_is_not() {
    assertThat(READER.read(ByteBuffer.wrap(Bytes.of("00000010" + "61".repeat(16)))))
        .isEqualTo(complete("a".repeat(16)));
    assertThat(READER.read(ByteBuffer.wrap(Bytes.of("00000011"))))
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
  void without_a_limit_the_longest_length_is_incomplete_and_does_not_overflow() {
    var in = ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).putInt(0).flip();
    assertThat(new FrameReader(Integer.MAX_VALUE).read(in))
        .isEqualTo(new Frame.Incomplete(Integer.MAX_VALUE - 4));
  }

  @Test
  void the_order_is_the_networks_whatever_the_buffer_is_set_to_before() {
    var out = ByteBuffer.allocate(6);
    new FrameWriter(16).write(text("hi"), out);
    assertThat(out.array()).isEqualTo(Bytes.of("00000002 6869"));
  }

  @Test
  void a_writer_has_the_same_limit_and_says_so_before_it_writes() {
    var out = ByteBuffer.allocate(100);
    assertThatThrownBy(() -> new FrameWriter(4).write(text("hello"), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 bytes are more than the limit of a frame, 4");
    assertThat(out.position()).isZero();
    assertThatThrownBy(() -> new FrameWriter(100).write(text("hello"), ByteBuffer.allocate(8)))
        .isInstanceOf(BufferOverflowException.class);
  }

  /** Rows of the file: bytes in hex, the limit, and what a reader says at the end of them. */
  @ParameterizedTest
  @CsvFileSource(resources = "/corpus/frames.csv", useHeadersInDisplayName = true)
  void bad_input_is_named(String hex, int maxFrame, String verdict) {
    var in = ByteBuffer.wrap(Bytes.of(hex == null ? "" : hex));
    var reader = new FrameReader(maxFrame);
    Frame last = reader.read(in);
    while (last instanceof Frame.Complete) {
      last = reader.read(in);
    }
    assertThat(
            switch (last) {
              case Frame.Incomplete(int missing) -> "missing " + missing;
              case Frame.Malformed(var why) -> why;
              case Frame.Complete _ -> throw new AssertionError();
            })
        .isEqualTo(verdict);
  }

  @Test
  void random_payloads_come_back_from_one_buffer() throws Exception {
    Seed.tryWith(random -> {
      var writer = new FrameWriter(1000);
      var out = ByteBuffer.allocate(200_000);
      var payloads = new ArrayList<ByteBuffer>();
      for (int i = 0; i < 100; i++) {
        payloads.add(ByteBuffer.wrap(Bytes.random(random, random.nextInt(1001))));
        writer.write(payloads.getLast().duplicate(), out);
      }
      assertThat(all(new FrameReader(1000), out.flip())).isEqualTo(payloads);
    });
  }

  // tag::fuzz[]
  @Test
  void for_two_seconds_of_noise_there_are_three_outcomes_and_no_exception() throws Exception {
    Seed.tryWith(random -> {
      long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      while (System.nanoTime() < end) {
        var bytes = Bytes.random(random, random.nextInt(64));
        for (int i = 0; i + 4 <= bytes.length && random.nextBoolean(); i += 4) {
          bytes[i] = bytes[i + 1] = bytes[i + 2] = 0; // lengths that may be meant
        }
        var in = ByteBuffer.wrap(bytes);
        var reader = new FrameReader(random.nextInt(40));
        for (int before = in.position(); ; before = in.position()) {
          var frame = reader.read(in);
          if (frame instanceof Frame.Complete(var payload)) {
            assertThat(payload.remaining()).isLessThanOrEqualTo(reader.maxFrame());
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
    var in = ByteBuffer.allocate(4).putInt(FrameReader.MAX_FRAME).flip();
    var reader = new FrameReader(FrameReader.MAX_FRAME);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      reader.read(in);
    }
    // One of these frames alone would be a million bytes.
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
