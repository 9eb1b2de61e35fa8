import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** All clients get all lines in the same order. */
final class SameOrderChecks extends ServerChecks {

  private static final int CLIENTS = 6;
  private static final int LINES = 900;
  private static final String ALL_LINES = "all lines of six clients";

  @Override
  protected void checks() {
    check(
        "to all",
        sender -> {
          var second = connect();
          var third = connect();
          awaitAccepted();
          var line = word() + "\n";
          sender.send(line);
          for (var client : List.of(second, third, sender)) {
            client.expect(line);
          }
        });

    check(
        "an unfinished line",
        slow -> {
          var sender = connect();
          awaitAccepted();
          slow.send("ki");
          settle();
          sender.send("plum\n");
          slow.expect("plum\n");
          slow.send("wi\n");
          sender.expect("plum\nkiwi\n");
        });

    check(
        "one sender",
        sender -> {
          var receiver = connect();
          awaitAccepted();
          var lines = lines(0);
          sender.sendInBackground(lines);
          var came = receiver.receive(lines.length, "all lines of the sender");
          receiver.that(
              new String(came, UTF_8).equals(new String(lines, UTF_8)),
              "the lines of one client arrive in the order in which it has sent them");
        });

    check("six senders", () -> sameOrder(false));
    check("their own lines", () -> sameOrder(true));
  }

  /** Six clients send at the same time, and others only receive. */
  private void sameOrder(boolean sendersToo) {
    var first = connectHidden();
    var senders = new ArrayList<Connection>();
    for (int i = 0; i < CLIENTS; i++) {
      senders.add(connectHidden());
    }
    var last = connectHidden();
    awaitAccepted();
    int count = 0;
    for (int i = 0; i < CLIENTS; i++) {
      var lines = lines(i);
      count += lines.length;
      senders.get(i).sendInBackground(lines);
    }
    var order = text(first, count);
    that(text(last, count).equals(order), "all clients get all lines in the same order");
    for (var sender : senders) {
      var own = text(sender, count);
      that(!sendersToo || own.equals(order), "a sender gets its own lines in this order, too");
    }
    if (changes(order) < CLIENTS) {
      notChecked("overlap");
    }
  }

  private Connection connectHidden() {
    var client = connect();
    client.hideReceived();
    return client;
  }

  /** How often the sender changes from one line to the next. */
  private static int changes(String order) {
    var senders = order.lines().map(line -> line.charAt(0)).toList();
    int count = 0;
    for (int i = 1; i < senders.size(); i++) {
      if (!senders.get(i).equals(senders.get(i - 1))) {
        count++;
      }
    }
    return count;
  }

  private static String text(Connection client, int count) {
    return new String(client.receive(count, ALL_LINES), UTF_8);
  }

  private static byte[] lines(int sender) {
    var lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines.append(sender).append(": line ").append(i).append('\n');
    }
    return Bytes.utf8(lines.toString());
  }
}
