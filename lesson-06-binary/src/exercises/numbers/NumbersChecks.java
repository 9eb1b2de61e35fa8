import java.nio.ByteBuffer;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Signed numbers of four bytes in network order, and their sums, which need eight. */
final class NumbersChecks extends ServerChecks {

  @Override
  protected void checks() {
    check("small numbers", peer -> sums(peer, 0, 1 + random().nextInt(100)));

    check("200, a byte above 127", peer -> sums(peer, 200));

    check("300, two bytes", peer -> sums(peer, 300, 70_000 + random().nextInt(1000)));

    check("a negative number", peer -> sums(peer, -2, -1000 - random().nextInt(1000)));

    check(
        "a sum beyond int",
        peer -> sums(peer, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE));

    check(
        "a number in pieces",
        peer -> {
          int number = 0x01020300 + random().nextInt(100);
          peer.sendInPieces(Bytes.bigEndian(number), 1 + random().nextInt(2));
          peer.expect(sum(number));
          peer.send(Bytes.join(Bytes.bigEndian(1), Bytes.bigEndian(2)));
          peer.expect(Bytes.join(sum(number + 1L), sum(number + 3L)));
        });

    check(
        "FIN within a number",
        peer -> {
          sums(peer, 5);
          peer.send(new byte[] {0, 0, 1});
          peer.finish();
          var came = peer.receiveUntilClosed("the client has sent its FIN");
          peer.that(came.length == 0, "an incomplete number has no sum");
        });
  }

  /** Sends the numbers one after the other, and expects the sum after each. */
  private static void sums(Connection peer, int... numbers) {
    long sum = 0;
    for (int number : numbers) {
      sum += number;
      peer.send(Bytes.bigEndian(number));
      peer.expect(sum(sum));
    }
  }

  private static byte[] sum(long sum) {
    return ByteBuffer.allocate(Long.BYTES).putLong(sum).array();
  }
}
