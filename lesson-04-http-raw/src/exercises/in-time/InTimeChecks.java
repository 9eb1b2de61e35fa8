import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** A head has its time in all, and only so many clients have a connection. */
final class InTimeChecks extends ServerChecks {

  private static final Duration TIME = Duration.ofMillis(1000);
  private static final int CONNECTIONS_MAX = 3;

  /** Less than this lies between two bytes of a slow client. */
  private static final Duration HALF = TIME.dividedBy(2);

  /** A response that takes longer may be a 408, because the machine is too busy. */
  private static final Duration RESPONSE_TIME = TIME.multipliedBy(9).dividedBy(10);

  private static final Duration NO_LIMIT = Duration.ofDays(1);
  private static final Duration PAUSE = TIME.dividedBy(8);

  /** A slow client sends until twice the time has passed. */
  private static final int DRIPS = 2 * 8;

  /** Timers of some runtimes are a little early. */
  private static final Duration EARLIEST = TIME.minus(TIME.dividedBy(10));

  private static final String COMPLETE = "a request is complete";
  private static final String TOO_LATE = "the head is not complete in time";
  private static final String NOT_EARLY = "no 408 before the time has passed";
  private static final String LIMIT = "the largest number of connections is reached";
  private static final String BEGINNING = "GET / HT";

  @Override
  protected void checks() {
    arguments("" + TIME.toMillis(), "" + CONNECTIONS_MAX);

    check(
        "two requests",
        peer -> {
          request(peer);
          request(peer);
        });

    check(
        "an idle connection",
        () -> {
          var first = connect();
          var second = connect();
          request(second);
          idle(TIME.plus(HALF.dividedBy(2)));
          request(first);
          request(second);
        });

    check(
        "half a request",
        peer -> {
          peer.send(BEGINNING);
          timesOut(peer);
          peer.that(elapsed().compareTo(EARLIEST) > 0, NOT_EARLY);
        });

    check(
        "a byte at a time",
        peer -> {
          peer.send(BEGINNING);
          punctual(HALF);
          peer.drip("a", PAUSE, DRIPS, TOO_LATE);
          peer.receiveHead(TOO_LATE, 408);
        });

    check(
        "the place of a slow client",
        () -> {
          for (var client : clients()) {
            client.send(BEGINNING);
            client.reset();
          }
          settle();
          var slow = clients();
          slow.forEach(client -> client.send(BEGINNING));
          slow.forEach(this::timesOut);
          request(connect());
        });

    check(
        "one client too many",
        () -> {
          var clients = clients();
          clients.forEach(this::request);
          var next = connect();
          next.send(head());
          next.nothingComes(LIMIT);
          request(clients.getLast());
          clients.getFirst().finish();
          next.expectResponse("a connection has been closed", 200, Bytes.utf8("ok"));
        });
  }

  private List<Connection> clients() {
    var clients = new ArrayList<Connection>();
    for (int i = 0; i < CONNECTIONS_MAX; i++) {
      clients.add(connect());
    }
    return clients;
  }

  private void request(Connection peer) {
    punctual(RESPONSE_TIME);
    peer.send(head());
    peer.expectResponse(COMPLETE, 200, Bytes.utf8("ok"));
    punctual(NO_LIMIT);
  }

  private String head() {
    return "GET /" + word() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private void timesOut(Connection peer) {
    patience(TIME);
    peer.receiveHead(TOO_LATE, 408);
    peer.receiveAll("the response with 408, and FIN");
    patience(Duration.ZERO);
  }
}
