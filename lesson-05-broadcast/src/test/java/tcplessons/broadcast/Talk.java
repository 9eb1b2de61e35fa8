package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.FutureTask;

/** A client's conversation, held on a thread of its own. */
final class Talk {

  /** What a client does until its connection is over. */
  interface Holding {
    void hold(Screen out) throws Exception;
  }

  final Screen out = new Screen();
  private final FutureTask<Void> holding;

  private Talk(Holding conversation) {
    holding =
        new FutureTask<>(() -> {
          conversation.hold(out);
          return null;
        });
  }

  static Talk start(Holding conversation) {
    var talk = new Talk(conversation);
    Thread.startVirtualThread(talk.holding);
    return talk;
  }

  boolean isOver() {
    return holding.isDone();
  }

  /** Waits for the end, good or bad. */
  void isOverSoon() {
    await().atMost(Running.PATIENCE).until(holding::isDone);
  }

  /** Waits for the end, which must be a good one. */
  void endsWell() {
    assertThat(holding).succeedsWithin(Running.PATIENCE);
  }

  /** Waits for the end, which must be an exception with this message. */
  void endsWith(String message) {
    assertThat(holding)
        .failsWithin(Running.PATIENCE)
        .withThrowableThat()
        .havingCause()
        .withMessage(message);
  }
}
