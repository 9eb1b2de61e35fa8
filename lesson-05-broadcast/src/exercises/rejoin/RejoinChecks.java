import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** A client that comes back gets every message that it has missed, once. */
final class RejoinChecks extends ServerChecks {

  private static final int KEPT = 10_000;
  private static final int PART = 1000;

  /** More than the kernel's buffers hold of a connection that is not read. */
  private static final int MANY = 6000;

  private static final int LONG = 1000;
  private static final int SENDERS = 4;
  private static final int LINES = 250;

  @Override
  protected void checks() {
    check(
        "a message",
        sender -> {
          int last = join(sender);
          var receiver = connect();
          join(receiver);
          var text = word();
          sender.send(text + "\n");
          receiver.expect(last + 1 + " " + text + "\n");
          sender.expect(last + 1 + " " + text + "\n");
          var padded = "  " + word() + " ";
          sender.send(padded + "\n");
          receiver.expect(last + 2 + " " + padded + "\n");
          sender.expect(last + 2 + " " + padded + "\n");
        });

    check(
        "nothing is missing",
        peer -> {
          join(peer);
          peer.nothingComes("the client has the last message already");
        });

    check(
        "missed messages",
        leaving -> {
          int last = join(leaving);
          leaving.finish();
          leaving.expectEnd();
          var sender = connect();
          join(sender);
          sender.send("kiwi\n한글\nplum\n");
          var missed = "%d kiwi\n%d 한글\n%d plum\n".formatted(last + 1, last + 2, last + 3);
          sender.expect(missed);
          var back = connect();
          greeting(back, last + 3);
          back.send(last + "\n");
          back.expect(missed);
          sender.send("fig\n");
          back.expect(last + 4 + " fig\n");
          back.nothingComes("each message comes once");
        });

    check("during the replay", this::duringTheReplay);
    check("four senders", this::fourSenders);

    check(
        "too old",
        sender -> {
          int last = join(sender);
          sender.send("x\n");
          sender.expect(numbered(last, 1, "x"));
          for (int count = 1; count < KEPT; count += PART) { // or the sender itself falls back
            sender.sendInBackground(Bytes.repeat("x\n", PART));
            sender.expect(numbered(last + count, PART, "x"));
          }
          var late = connect();
          greeting(late, last + KEPT + 1);
          late.send(last + "\n");
          late.expect("gone\n");
          late.expectEnd();
          var inTime = connect();
          greeting(inTime, last + KEPT + 1);
          inTime.send(last + 1 + "\n");
          inTime.expect(numbered(last + 1, KEPT, "x"));
        });
  }

  private void duringTheReplay() {
    var sender = connect();
    int last = join(sender);
    var text = "x".repeat(LONG);
    sender.sendInBackground(Bytes.repeat(text + "\n", MANY));
    var missed = numbered(last, MANY, text);
    sender.expect(missed);
    var back = connectWithoutReading();
    back.send(last + "\n");
    settle();
    var during = last + MANY + 1 + " during\n";
    sender.send("during\n");
    settle();
    back.resumeReading();
    greeting(back, last + MANY);
    back.expect(Bytes.join(missed, Bytes.utf8(during)));
    sender.expect(during);
    sender.send("after\n");
    back.expect(last + MANY + 2 + " after\n");
    back.nothingComes("each message comes once");
  }

  private void fourSenders() {
    var listener = connect();
    int last = join(listener);
    var senders = new ArrayList<Connection>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(connect());
      join(senders.get(i));
    }
    for (var sender : senders) {
      sender.sendInBackground(Bytes.repeat("x\n", LINES));
    }
    var all = numbered(last, SENDERS * LINES, "x");
    listener.expect(all);
    senders.forEach(sender -> sender.expect(all));
  }

  /** The messages after this one, all with the same text. */
  private static byte[] numbered(int last, int count, String text) {
    var lines = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      lines.append(last + i).append(' ').append(text).append('\n');
    }
    return Bytes.utf8(lines.toString());
  }

  /** Connects as a client that has all messages so far. */
  private int join(Connection peer) {
    var line = new String(peer.receiveUntil("\n", "the number of the last message"), UTF_8);
    peer.that(line.matches("\\d{1,9}\n"), "a line with the number of the last message");
    peer.send(line);
    settle();
    return Integer.parseInt(line.strip());
  }

  private static void greeting(Connection peer, int last) {
    peer.expect(last + "\n");
  }
}
