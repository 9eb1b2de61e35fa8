package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {

  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(1);

  /** Blocks in the first write until it is opened, and collects what each write has written. */
  private static final class BlockedStream extends OutputStream {
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch writing = new CountDownLatch(1);
    private final List<String> writes = new ArrayList<>();

    @Override
    public void write(int b) {
      throw new AssertionError("one byte at a time");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      writing.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      writes.add(new String(bytes, offset, length, UTF_8));
    }
  }

  /** A queue with room for this many messages with this many bytes in all. */
  private static Outbox outbox(int messages, int bytes) {
    return new Outbox(messages * Outbox.MESSAGE_OVERHEAD_BYTES + bytes, STALL_TIMEOUT);
  }

  private static boolean add(Outbox outbox, String text) throws InterruptedException {
    return outbox.add(text.getBytes(UTF_8));
  }

  @Test
  void messages_added_before_close_are_written_in_order() throws Exception {
    var outbox = outbox(3, 100);
    assertThat(add(outbox, "one ")).isTrue();
    assertThat(add(outbox, "two ")).isTrue();
    outbox.close();
    assertThat(add(outbox, "three")).isTrue(); // and is dropped
    var written = new ByteArrayOutputStream();
    outbox.writeTo(written);
    assertThat(written).asString().isEqualTo("one two ");
  }

  @Test
  void messages_added_during_a_write_are_written_together() throws Exception {
    var outbox = new Outbox(1000, STALL_TIMEOUT);
    var stream = new BlockedStream();
    var writer = BackgroundTask.start(() -> outbox.writeTo(stream));
    add(outbox, "first");
    stream.writing.await();
    add(outbox, "second,");
    add(outbox, "third,");
    add(outbox, "fourth");
    outbox.close();
    stream.opened.countDown();
    writer.awaitSuccess();
    assertThat(stream.writes).containsExactly("first", "second,third,fourth");
  }

  @Test
  void a_message_for_a_receiver_that_stalls_is_not_added_and_the_others_stay_complete()
      throws Exception {
    var outbox = outbox(2, 10);
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
  void messages_count_until_they_are_written() throws Exception {
    var outbox = outbox(2, 10);
    var stream = new BlockedStream();
    var writer = BackgroundTask.start(() -> outbox.writeTo(stream));
    add(outbox, "12345678");
    stream.writing.await();
    assertThat(add(outbox, "12")).isTrue();
    assertThat(add(outbox, "3")).isFalse();
    stream.opened.countDown();
    await().until(() -> add(outbox, "90"));
    outbox.close();
    writer.awaitSuccess();
    assertThat(String.join("", stream.writes)).isEqualTo("123456781290");
  }

  @Test
  void a_message_for_which_there_is_no_room_waits_until_a_write_returns() throws Exception {
    var outbox = new Outbox(Outbox.MESSAGE_OVERHEAD_BYTES + 10, Duration.ofDays(1));
    var stream = new BlockedStream();
    var writer = BackgroundTask.start(() -> outbox.writeTo(stream));
    add(outbox, "1234567890");
    stream.writing.await();
    var sender = BackgroundTask.start(() -> assertThat(add(outbox, "1")).isTrue());
    assertThat(sender.isDone()).isFalse();
    stream.opened.countDown();
    sender.awaitSuccess();
    outbox.close();
    writer.awaitSuccess();
    assertThat(stream.writes).containsExactly("1234567890", "1");
  }

  @Test
  void a_receiver_that_takes_a_message_within_the_timeout_never_stalls() throws Exception {
    var outbox = outbox(1, 10);
    var slow =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            LockSupport.parkNanos(STALL_TIMEOUT.toNanos() / 4);
            super.write(bytes, offset, length);
          }
        };
    var writer = BackgroundTask.start(() -> outbox.writeTo(slow));
    for (int i = 0; i < 10; i++) {
      assertThat(add(outbox, "0123456789")).isTrue();
    }
    outbox.close();
    writer.awaitSuccess();
    assertThat(slow.size()).isEqualTo(100);
  }

  @Test
  void the_time_in_which_there_is_nothing_to_write_is_no_stall() throws Exception {
    var outbox = outbox(1, 10);
    LockSupport.parkNanos(STALL_TIMEOUT.toNanos());
    add(outbox, "1234567890");
    var sender = BackgroundTask.start(() -> assertThat(add(outbox, "1")).isTrue());
    var written = new ByteArrayOutputStream();
    var writer = BackgroundTask.start(() -> outbox.writeTo(written));
    sender.awaitSuccess();
    outbox.close();
    writer.awaitSuccess();
    assertThat(written).asString().isEqualTo("12345678901");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_sender_that_waits_returns_when_the_queue_is_closed(boolean discard) throws Exception {
    var outbox = new Outbox(Outbox.MESSAGE_OVERHEAD_BYTES + 10, Duration.ofDays(1));
    add(outbox, "1234567890");
    var senders =
        Stream.generate(() -> BackgroundTask.start(() -> assertThat(add(outbox, "1")).isTrue()))
            .limit(3)
            .toList();
    if (discard) {
      outbox.discard();
    } else {
      outbox.close();
    }
    senders.forEach(BackgroundTask::awaitSuccess);
    var written = new ByteArrayOutputStream();
    outbox.writeTo(written);
    assertThat(written).asString().isEqualTo(discard ? "" : "1234567890");
  }

  @Test
  void a_message_may_be_shared_by_several_queues() throws Exception {
    var message = "hello".getBytes(UTF_8);
    for (int i = 0; i < 2; i++) {
      var outbox = outbox(2, 10);
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
  void more_messages_than_fit_into_one_write_are_written_completely_and_in_order()
      throws Exception {
    var outbox = new Outbox(1024 * 1024, STALL_TIMEOUT);
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
  void discarding_ends_the_writer() {
    var outbox = new Outbox(10, STALL_TIMEOUT);
    var writer = BackgroundTask.start(() -> outbox.writeTo(new ByteArrayOutputStream()));
    outbox.discard();
    writer.awaitSuccess();
  }
}
