import java.time.Duration;
import tcplessons.grader.ClientChecks;
import tcplessons.grader.Connection;

/** A server whose kernel acknowledges and whose program does nothing is noticed. */
final class HeartbeatChecks extends ClientChecks {

  private static final String PING = "ping\n";
  private static final String PONG = "pong\n";
  private static final int SHORT_MILLIS = 20;
  private static final int LONG_MILLIS = 600_000;
  private static final Duration LIMIT = Duration.ofMillis(600);
  private static final Duration PAUSE = LIMIT.dividedBy(8);
  private static final int TIMES = 12;

  /** Ten pings are sent within the limit. A program that sends six times as many never ends. */
  private static final int INTERVAL_MILLIS = 60;

  private static final int BYTES_MAX = 60 * PING.length();

  @Override
  protected void checks() {
    arguments("" + LONG_MILLIS, "" + LONG_MILLIS);

    check("pings", () -> connected(SHORT_MILLIS, LONG_MILLIS).expect(PING.repeat(5)));

    check(
        "pong and lines",
        () -> {
          var server = connected(LONG_MILLIS, LONG_MILLIS);
          var line = word() + "\n";
          server.expect(PING);
          server.send(PONG + line + PONG);
          server.finish();
          expectOutput(line);
          expectExit(0);
        });

    check(
        "a line in pieces",
        () -> {
          var server = connected(LONG_MILLIS, LONG_MILLIS);
          server.expect(PING);
          server.send("po");
          server.send("ng\nki");
          server.send("wi\n");
          server.finish();
          expectOutput("kiwi\n");
          expectExit(0);
        });

    check(
        "a frozen server",
        () -> {
          var server = connected(LONG_MILLIS, (int) LIMIT.toMillis());
          server.expect(PING);
          patience(LIMIT);
          expectExit(1);
          expectOneErrorLine();
        });

    check(
        "a frozen server, many pings",
        () -> {
          var server = connected(INTERVAL_MILLIS, (int) LIMIT.toMillis());
          patience(LIMIT);
          server.receiveUntilClosed(BYTES_MAX, "nothing has arrived for the limit");
          expectExit(1);
          expectOneErrorLine();
        });

    check(
        "only pongs",
        () -> {
          punctual(LIMIT.multipliedBy(4)); // the program starts
          var server = connected(SHORT_MILLIS, (int) LIMIT.toMillis());
          for (int i = 0; i < TIMES; i++) {
            punctual(LIMIT.dividedBy(2));
            server.send(PONG);
            idle(PAUSE);
          }
          server.finish();
          expectOutput("");
          expectExit(0);
        });

    check(
        "only lines",
        () -> {
          punctual(LIMIT.multipliedBy(4)); // the program starts
          var server = connected(LONG_MILLIS, (int) LIMIT.toMillis());
          var lines = new StringBuilder();
          for (int i = 0; i < TIMES; i++) {
            var line = word() + "\n";
            lines.append(line);
            punctual(LIMIT.dividedBy(2));
            server.send(line);
            idle(PAUSE);
          }
          server.finish();
          expectOutput(lines.toString());
          expectExit(0);
        });
  }

  private Connection connected(int interval, int limit) {
    arguments("" + interval, "" + limit);
    start();
    return accept();
  }
}
