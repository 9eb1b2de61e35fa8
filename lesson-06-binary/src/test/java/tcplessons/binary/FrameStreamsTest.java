package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameStreamsTest {

  private static final int LIMIT = FrameReader.DEFAULT_PAYLOAD_BYTES_MAX;

  @Test
  void several_frames_of_one_read_are_returned_one_by_one() throws Exception {
    var frames = input("00000002 6869 00000000 00000005 68656c6c6f");
    assertThat(frames.next()).contains(text("hi"));
    assertThat(frames.next()).contains(text(""));
    assertThat(frames.next()).contains(text("hello"));
    assertThat(frames.next()).isEmpty();
    assertThat(frames.next()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00                     | frame 1: truncated after 1 bytes, at least 3 are missing",
        "00000005               | frame 1: truncated after 4 bytes, 5 are missing",
        "00000005 68            | frame 1: truncated after 5 bytes, 4 are missing",
        "00000002 6869 00000005 | frame 2: truncated after 4 bytes, 5 are missing",
      })
  void a_truncated_frame_is_an_error_with_the_number_of_missing_bytes(String hex, String message) {
    var frames = input(hex);
    assertThatThrownBy(() -> drain(frames)).isInstanceOf(EOFException.class).hasMessage(message);
  }

  @Test
  void a_malformed_length_is_an_error_with_the_number_of_the_frame() {
    var frames = input("00000002 6869 ffffffff");
    assertThatThrownBy(() -> drain(frames))
        .isInstanceOf(IOException.class)
        .hasMessage("frame 2: its length, -1 (ffffffff), is negative");
  }

  @Test
  void random_frames_in_random_chunks_are_read_unchanged() throws Exception {
    RandomizedTest.run(random -> {
      var sent = new ArrayList<ByteBuffer>();
      var bytes = new ByteArrayOutputStream();
      var output = new FrameOutput(bytes, new FrameWriter(LIMIT));
      for (int i = 0; i < 100; i++) {
        int most = random.nextInt(10) == 0 ? 200_000 : 300;
        sent.add(ByteBuffer.wrap(TestBytes.random(random, random.nextInt(most))));
        output.write(sent.getLast().duplicate());
        if (random.nextBoolean()) {
          output.flush();
        }
      }
      output.flush();
      var cuts = TestBytes.cuts(random, bytes.size(), random.nextBoolean() ? 5000 : 100_000);
      var chunks = new Chunks(new ByteArrayInputStream(bytes.toByteArray()), cuts.iterator());
      var frames = new FrameInput(chunks, new FrameReader(LIMIT));
      for (var payload : sent) {
        assertThat(frames.next()).contains(payload);
      }
      assertThat(frames.next()).isEmpty();
    });
  }

  @Test
  void a_frame_as_large_as_the_limit_may_arrive_byte_by_byte() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var output = new FrameOutput(bytes, new FrameWriter(40_000));
    var payload = ByteBuffer.wrap(TestBytes.repeated(new byte[] {1, 2, 3, 4}, 10_000));
    output.write(payload.duplicate());
    output.flush();
    var one = TestBytes.cuts(new java.util.Random(), bytes.size(), 1).iterator();
    var chunks = new Chunks(new ByteArrayInputStream(bytes.toByteArray()), one);
    assertThat(new FrameInput(chunks, new FrameReader(40_000)).next()).contains(payload);
  }

  // tag::allocation[]
  @Test
  void a_length_of_one_mebibyte_does_not_allocate_one_mebibyte() throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var header =
        ByteBuffer.allocate(20_004).putInt(LIMIT).array(); // and 20,000 bytes of the payload
    long before = threads.getCurrentThreadAllocatedBytes();
    var frames = new FrameInput(new ByteArrayInputStream(header), new FrameReader(LIMIT));
    assertThatThrownBy(frames::next).isInstanceOf(EOFException.class);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500_000);
  }

  // end::allocation[]

  @Test
  void length_and_payload_are_sent_with_one_write() throws Exception {
    var writes = new Writes();
    var output = new FrameOutput(writes, new FrameWriter(LIMIT));
    output.write(text("hello"));
    assertThat(writes.sizes).isEmpty();
    output.flush();
    assertThat(writes.sizes).containsExactly(9);
    output.write(text("hello"));
    output.write(text("you"));
    output.flush();
    assertThat(writes.sizes).containsExactly(9, 16);
  }

  @Test
  void a_payload_larger_than_the_buffer_is_sent_with_several_writes() throws Exception {
    var writes = new Writes();
    var output = new FrameOutput(writes, new FrameWriter(LIMIT));
    output.write(ByteBuffer.allocate(150_000));
    output.flush();
    assertThat(writes.sizes).containsExactly(65_536, 65_536, 150_004 - 2 * 65_536);
  }

  @Test
  void a_payload_larger_than_the_limit_is_not_sent() throws Exception {
    var writes = new Writes();
    var output = new FrameOutput(writes, new FrameWriter(4));
    assertThatThrownBy(() -> output.write(text("hello")))
        .isInstanceOf(IllegalArgumentException.class);
    output.flush();
    assertThat(writes.sizes.stream().mapToInt(Integer::intValue).sum()).isZero();
  }

  private static void drain(FrameInput frames) throws IOException {
    while (frames.next().isPresent()) {
      // until EOF
    }
  }

  private static FrameInput input(String hex) {
    return new FrameInput(new ByteArrayInputStream(TestBytes.of(hex)), new FrameReader(LIMIT));
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /** A stream whose reads return chunks of given lengths. */
  @RequiredArgsConstructor
  private static final class Chunks extends InputStream {
    private final InputStream whole;
    private final Iterator<Integer> cuts;
    private int left;

    @Override
    public int read() {
      throw new UnsupportedOperationException("one byte at a time");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0 && cuts.hasNext()) {
        left = cuts.next();
      }
      int count = whole.read(bytes, offset, Math.min(Math.max(left, 1), length));
      left -= Math.max(count, 0);
      return count;
    }
  }

  /** Records the length of each write. */
  private static final class Writes extends OutputStream {
    private final List<Integer> sizes = new ArrayList<>();

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException("one byte at a time");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      sizes.add(length);
    }
  }
}
