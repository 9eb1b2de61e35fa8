package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OutboxTest {

  /** Takes nothing until it is told to, then notes what each write brought. */
  private static final class Stuck extends OutputStream {
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final List<String> writes = new ArrayList<>();

    @Override
    public void write(int b) {
      throw new AssertionError("one byte at a time");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      reached.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      writes.add(new String(bytes, offset, length, UTF_8));
    }
  }

  /** Room for so many messages with so many bytes in all. */
  private static Outbox roomFor(int messages, int bytes) {
    return new Outbox(messages * Outbox.OVERHEAD + bytes);
  }

  private static boolean add(Outbox outbox, String text) {
    return outbox.add(text.getBytes(UTF_8));
  }

  @Test
  void what_was_added_before_it_closed_goes_out_in_order() throws Exception {
    var outbox = roomFor(3, 100);
    assertThat(add(outbox, "one ")).isTrue();
    assertThat(add(outbox, "two ")).isTrue();
    outbox.close();
    assertThat(add(outbox, "three")).isTrue(); // and goes nowhere
    var written = new ByteArrayOutputStream();
    outbox.writeTo(written);
    assertThat(written).asString().isEqualTo("one two ");
  }

  @Test
  void what_gathers_during_a_write_leaves_in_one_write() throws Exception {
    var outbox = new Outbox(1000);
    var stuck = new Stuck();
    var talk = Talk.start(_ -> outbox.writeTo(stuck));
    add(outbox, "first");
    stuck.reached.await();
    add(outbox, "second,");
    add(outbox, "third,");
    add(outbox, "fourth");
    outbox.close();
    stuck.opened.countDown();
    talk.endsWell();
    assertThat(stuck.writes).containsExactly("first", "second,third,fourth");
  }

  @Test
  void nothing_is_added_beyond_the_bound_and_what_is_there_stays_whole() throws Exception {
    var outbox = roomFor(2, 10);
    assertThat(add(outbox, "12345")).isTrue();
    assertThat(add(outbox, "678901")).isFalse();
    assertThat(add(outbox, "67890")).isTrue();
    assertThat(add(outbox, "1")).isFalse();
    outbox.close();
    var written = new ByteArrayOutputStream();
    outbox.writeTo(written);
    assertThat(written).asString().isEqualTo("1234567890");
  }

  @Test
  void what_is_being_written_counts_until_it_is_written() throws Exception {
    var outbox = roomFor(2, 10);
    var stuck = new Stuck();
    var talk = Talk.start(_ -> outbox.writeTo(stuck));
    add(outbox, "12345678");
    stuck.reached.await();
    assertThat(add(outbox, "12")).isTrue();
    assertThat(add(outbox, "3")).isFalse();
    stuck.opened.countDown();
    await().atMost(Running.PATIENCE).until(() -> add(outbox, "90"));
    outbox.close();
    talk.endsWell();
    assertThat(String.join("", stuck.writes)).isEqualTo("123456781290");
  }

  @Test
  void a_message_is_one_array_for_all_its_receivers_and_stays_as_it_is() throws Exception {
    var message = "hello".getBytes(UTF_8);
    for (int i = 0; i < 2; i++) {
      var outbox = roomFor(2, 10);
      outbox.add(message);
      outbox.add(message);
      outbox.close();
      var written = new ByteArrayOutputStream();
      outbox.writeTo(written);
      assertThat(written).asString().isEqualTo("hellohello");
    }
    assertThat(message).asString().isEqualTo("hello");
  }

  @Test
  void more_than_a_batch_goes_out_whole_and_in_order() throws Exception {
    var outbox = new Outbox(1024 * 1024);
    var expected = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      var text = ("" + i).repeat(30_000 * i);
      expected.append(text);
      add(outbox, text);
    }
    outbox.close();
    var written = new ByteArrayOutputStream();
    outbox.writeTo(written);
    assertThat(written).asString().isEqualTo(expected.toString());
  }

  @Test
  void a_discarded_outbox_lets_its_writer_go() {
    var outbox = new Outbox(10);
    var talk = Talk.start(_ -> outbox.writeTo(new ByteArrayOutputStream()));
    outbox.discard();
    talk.endsWell();
  }
}
