package tcplessons.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;

/** Blocking calls of a test, in a virtual thread. */
final class BackgroundTask {

  /** What the thread runs. */
  interface Body {
    void run() throws Exception;
  }

  private final FutureTask<Void> task;

  private BackgroundTask(Body body) {
    task =
        new FutureTask<>(() -> {
          body.run();
          return null;
        });
  }

  static BackgroundTask start(Body body) {
    var background = new BackgroundTask(body);
    Thread.startVirtualThread(background.task);
    return background;
  }

  boolean isDone() {
    return task.isDone();
  }

  /** Waits until it has returned, without an exception. */
  void succeeds() {
    assertThat(task).succeedsWithin(RunningStep.TIMEOUT);
  }

  /** Waits until it has thrown an exception with this message. */
  void failsWith(String message) {
    assertThat(task)
        .failsWithin(RunningStep.TIMEOUT)
        .withThrowableThat()
        .havingCause()
        .withMessage(message);
  }
}
