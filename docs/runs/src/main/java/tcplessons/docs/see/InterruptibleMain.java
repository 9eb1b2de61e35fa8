package tcplessons.docs.see;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;

/**
 * Runs a command that ends what it has started: Ctrl-C and SIGTERM interrupt its thread, and the
 * JVM waits for it.
 */
final class InterruptibleMain {

  private static final int STOP_SECONDS_MAX = 15;

  private InterruptibleMain() {}

  static void run(CommandLine commandLine, String[] args) throws InterruptedException {
    var command = Thread.currentThread();
    var exit = new AtomicInteger(1);
    var done = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              command.interrupt();
              awaitEnd(done);
              Runtime.getRuntime().halt(exit.get());
            }));
    if (Boolean.getBoolean("end.with.parent")) {
      ProcessHandle.current().parent().ifPresent(InterruptibleMain::exitWithParent);
    }
    try {
      exit.set(commandLine.execute(args));
    } finally {
      done.countDown();
    }
    System.exit(exit.get());
  }

  private static void awaitEnd(CountDownLatch done) {
    try {
      if (!done.await(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        System.err.println("it did not stop within " + STOP_SECONDS_MAX + " s");
      }
    } catch (InterruptedException _) {
      // the JVM exits anyway
    }
  }

  /** Maven does not end the processes that it has started when it gets SIGTERM. */
  private static void exitWithParent(ProcessHandle parent) {
    parent.onExit().thenRun(() -> System.exit(1));
  }
}
