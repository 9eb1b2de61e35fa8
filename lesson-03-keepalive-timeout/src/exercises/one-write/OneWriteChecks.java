import tcplessons.grader.Bytes;
import tcplessons.grader.ServerChecks;

/** A response that is one write arrives in one segment. */
final class OneWriteChecks extends ServerChecks {

  private static final String ONE_WRITE = "ten responses, each with one write and one segment";
  private static final int REQUESTS = 10;

  /** The kernel may send a segment again, although nothing is lost. */
  private static final int RETRANSMISSIONS_MAX = REQUESTS / 2;

  @Override
  protected void checks() {
    check(
        "a response",
        peer -> {
          var line = word() + "\n";
          peer.send(line);
          peer.expect("1 " + line);
        });

    check(
        "two clients",
        () -> {
          var one = connect();
          var other = connect();
          var line = word() + "\n";
          one.send(line);
          one.expect("1 " + line);
          other.send(line);
          other.expect("1 " + line);
          one.send(line);
          one.expect("2 " + line);
        });

    check(
        "one segment each",
        peer -> {
          for (int i = 1; i <= REQUESTS; i++) {
            var line = word() + "\n";
            peer.send(line);
            peer.expect(i + " " + line);
          }
          peer.expectSegments(REQUESTS + RETRANSMISSIONS_MAX, ONE_WRITE);
        });

    check(
        "a long line",
        peer -> {
          var line = Bytes.join(Bytes.repeat(word().substring(0, 1), 4000), Bytes.utf8("\n"));
          for (int i = 1; i <= REQUESTS; i++) {
            peer.send(line);
            peer.expect(Bytes.join(Bytes.utf8(i + " "), line));
          }
          peer.expectSegments(REQUESTS + RETRANSMISSIONS_MAX, ONE_WRITE);
        });

    check(
        "two lines in one piece",
        peer -> {
          var first = word() + "\n";
          var second = word() + "\n";
          peer.send(first + second);
          peer.expect("1 " + first + "2 " + second);
        });

    check(
        "a line in pieces",
        peer -> {
          peer.send("ki");
          peer.nothingComes("the line has not ended");
          peer.send("wi\n");
          peer.expect("1 kiwi\n");
        });
  }
}
