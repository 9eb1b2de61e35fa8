import java.time.Duration;
import java.util.ArrayList;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** One client does not read: the others get everything, and the server keeps its memory. */
final class SlowOneChecks extends ServerChecks {

  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration WAIT_MAX = STALL_TIMEOUT.multipliedBy(2);

  /** A healthy client that is later than the stall timeout would be disconnected. */
  private static final Duration DELAY_MAX = Duration.ofMillis(300);

  /** More than the queue and the kernel's buffers hold of a connection that is not read. */
  private static final int MUCH = 8 << 20;

  private static final int SLOW_BYTES = 400 << 10;
  private static final Duration SLOW_PAUSE = Duration.ofMillis(100);
  private static final int SLOW_TIMES = 15;
  private static final int STALLED = 5;
  private static final int MANY_TIMES = 100;

  @Override
  protected void checks() {
    arguments("" + STALL_TIMEOUT.toMillis());

    check(
        "to the others",
        sender -> {
          var second = connect();
          var third = connect();
          awaitAccepted();
          var text = word();
          sender.send(text);
          second.expect(text);
          third.expect(text);
          sender.nothingComes("a client does not get its own bytes");
        });

    check(
        "a slow client",
        () -> {
          timed();
          var slow = connectWithoutReading();
          var sender = connect();
          awaitAccepted();
          var bytes = randomBytes(MUCH);
          sender.sendInBackground(bytes);
          slow.receiveSlowly(SLOW_BYTES, SLOW_PAUSE, SLOW_TIMES, "this client reads slowly");
          slow.resumeReading();
          slow.expect(bytes);
        });

    check(
        "a client that does not read",
        () -> {
          timed();
          connectWithoutReading();
          var sender = connect();
          var receiver = connect();
          awaitAccepted();
          var bytes = randomBytes(MUCH);
          sender.sendInBackground(bytes);
          receiver.expect(bytes);
        });

    check(
        "200 MB",
        () -> {
          timed();
          var stalled = connectWithoutReading();
          var sender = connect();
          var receiver = connect();
          awaitAccepted();
          var bytes = randomBytes(2_000_000);
          for (int i = 0; i < MANY_TIMES; i++) {
            sender.sendInBackground(bytes);
            receiver.expect(bytes);
          }
          memoryIsLeft("a queue has a limit");
          stalled.expectReset("it takes nothing, and bytes wait for it");
        });

    check(
        "five that do not read",
        () -> {
          timed();
          patience(STALL_TIMEOUT.multipliedBy(2 * STALLED));
          var stalled = new ArrayList<Connection>();
          for (int i = 0; i < STALLED; i++) {
            stalled.add(connectWithoutReading());
          }
          var sender = connect();
          var receiver = connect();
          awaitAccepted();
          var bytes = randomBytes(MUCH);
          sender.sendInBackground(bytes);
          receiver.expect(bytes);
          that(
              elapsed().compareTo(STALL_TIMEOUT.multipliedBy(STALLED)) < 0,
              "clients that stall together delay the others once, not five times");
        });
  }

  private void timed() {
    starvationMax(DELAY_MAX);
    patience(WAIT_MAX);
  }
}
