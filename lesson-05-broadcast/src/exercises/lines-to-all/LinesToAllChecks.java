import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Each line goes to all clients, whole. */
final class LinesToAllChecks extends ServerChecks {

  private static final int SENDERS = 4;
  private static final int LINES = 200;

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
        "a line in pieces",
        receiver -> {
          var sender = connectWithoutReading();
          awaitAccepted();
          sender.send("한");
          receiver.nothingComes("the line has not ended");
          sender.send("글\n");
          receiver.expect("한글\n");
        });

    check(
        "two lines in one piece",
        sender -> {
          var receiver = connect();
          awaitAccepted();
          var lines = word() + "\n" + word() + "\n";
          sender.send(lines);
          receiver.expect(lines);
        });

    check(
        "any bytes",
        sender -> {
          var receiver = connect();
          awaitAccepted();
          var values = everyByte();
          var lines = Bytes.join(values, Bytes.utf8("한글\n"));
          sender.sendInPieces(lines, values.length + 1);
          receiver.expect(lines);
        });

    check(
        "a line during another one",
        first -> {
          var second = connect();
          awaitAccepted();
          first.send("ki");
          settle();
          second.send("plum\n");
          second.expect("plum\n");
          first.send("wi\n");
          second.expect("kiwi\n");
        });

    check(
        "an unfinished line",
        leaving -> {
          var receiver = connect();
          awaitAccepted();
          leaving.send(word());
          leaving.finish();
          receiver.nothingComes("an unfinished line is dropped");
          leaving.expectEnd();
        });

    check(
        "1024 bytes without \\n",
        sender -> {
          var receiver = connect();
          awaitAccepted();
          var longest = "x".repeat(1023) + "\n";
          sender.send(longest);
          receiver.expect(longest);
          sender.send(Bytes.repeat("x", 1024));
          sender.expectClosed("a line has at most 1024 bytes");
          receiver.nothingComes("a line that is too long is dropped");
        });

    check("many lines at the same time", this::manyLines);
  }

  private void manyLines() {
    var clients = new ArrayList<Connection>();
    for (int i = 0; i < SENDERS; i++) {
      var client = connect();
      client.hideReceived();
      clients.add(client);
    }
    awaitAccepted();
    int count = 0;
    for (int i = 0; i < SENDERS; i++) {
      var lines = lines(i);
      count += lines.length;
      clients.get(i).sendInBackground(lines);
    }
    for (var client : clients) {
      var came = new String(client.receive(count, "all lines of four clients"), UTF_8);
      for (int i = 0; i < SENDERS; i++) {
        var start = i + ": ";
        var ofOne = came.lines().filter(line -> line.startsWith(start)).toList();
        var sent = new String(lines(i), UTF_8).lines().toList();
        client.that(
            ofOne.equals(sent), "each client gets all lines whole, those of a sender in order");
      }
    }
  }

  private static byte[] lines(int sender) {
    var lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines.append(sender).append(": line ").append(i).append('\n');
    }
    return Bytes.utf8(lines.toString());
  }
}
