package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;

/** Blocking code of a test that runs in a virtual thread while the test goes on. */
final class BackgroundTask {

  /** What the task does. */
  interface Code {
    void run() throws Exception;
  }

  private final FutureTask<Void> task;

  private BackgroundTask(Code code) {
    task =
        new FutureTask<>(() -> {
          code.run();
          return null;
        });
  }

  static BackgroundTask start(Code code) {
    var started = new BackgroundTask(code);
    Thread.startVirtualThread(started.task);
    return started;
  }

  boolean isDone() {
    return task.isDone();
  }

  /** Waits until the task has returned without an exception. */
  void awaitSuccess() {
    assertThat(task).succeedsWithin(RunningStep.TIMEOUT);
  }

  /** Waits until the task has thrown an exception with this message. */
  void awaitFailure(String message) {
    assertThat(task)
        .failsWithin(RunningStep.TIMEOUT)
        .withThrowableThat()
        .havingCause()
        .withMessage(message);
  }
}
