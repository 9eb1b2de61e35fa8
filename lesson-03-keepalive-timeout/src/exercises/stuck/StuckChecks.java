import java.time.Duration;
import java.util.ArrayList;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Clients that do not read are ended, and only they. */
final class StuckChecks extends ServerChecks {

  private static final Duration TIME = Duration.ofMillis(600);

  /** Timers of some runtimes are a little early. */
  private static final Duration EARLIEST = TIME.minus(TIME.dividedBy(10));

  private static final String STUCK = "the client takes no data";
  private static final int MIB = 1 << 20;

  @Override
  protected void checks() {
    arguments("" + TIME.toMillis());

    check(
        "100,000 bytes",
        peer -> {
          var bytes = Bytes.repeat("x", 100_000);
          peer.send(bytes.length + "\n");
          peer.expect(bytes);
          peer.expectEnd();
        });

    check(
        "a client that does not read",
        () -> {
          var peer = connectWithoutReading();
          request(peer, 16);
          patience(TIME);
          peer.expectReset(STUCK);
          peer.that(elapsed().compareTo(EARLIEST) > 0, "not reset before the time has passed");
        });

    check(
        "a slow client",
        () -> {
          punctual(TIME.dividedBy(2));
          var peer = connectWithoutReading();
          request(peer, 20);
          peer.receiveSlowly(2 * MIB, TIME.dividedBy(4), 8, "the client reads all the time");
          peer.resumeReading();
          peer.receive(20 * MIB, "the client reads all the time");
          peer.expectEnd();
        });

    check(
        "another client",
        () -> {
          punctual(TIME.dividedBy(2));
          request(connectWithoutReading(), 16);
          var peer = connect();
          peer.send("5\n");
          peer.expectAtOnce("xxxxx");
          peer.expectEnd();
        });

    check(
        "four clients that do not read",
        () -> {
          var peers = new ArrayList<Connection>();
          for (int i = 0; i < 4; i++) {
            peers.add(connectWithoutReading());
            request(peers.getLast(), 64);
          }
          patience(TIME);
          peers.forEach(peer -> peer.expectReset(STUCK));
          memoryIsLeft("the response need not be in memory");
        });
  }

  private static void request(Connection peer, int mib) {
    peer.send(mib * MIB + "\n");
  }
}
