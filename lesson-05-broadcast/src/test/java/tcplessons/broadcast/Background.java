package tcplessons.broadcast;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Runs code that blocks in a virtual thread of its own. */
final class Background {

  interface Action {
    void run() throws Exception;
  }

  private Background() {}

  static Future<Void> run(Action action) {
    var task =
        new FutureTask<Void>(() -> {
          action.run();
          return null;
        });
    Thread.startVirtualThread(task);
    return task;
  }
}
