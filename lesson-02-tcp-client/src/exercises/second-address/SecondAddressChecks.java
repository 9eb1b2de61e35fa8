import java.time.Duration;
import java.util.ArrayList;
import tcplessons.grader.ClientChecks;
import tcplessons.grader.Connection;

/** One address after the other is tried, each for a limited time. */
final class SecondAddressChecks extends ClientChecks {

  private static final int LONG_MILLIS = 600_000;
  private static final int SHORT_MILLIS = 500;
  private static final Duration LATE = Duration.ofMillis(3 * SHORT_MILLIS);

  @Override
  protected void checks() {
    arguments("" + LONG_MILLIS);

    check(
        "one address",
        () -> {
          startAfter(LONG_MILLIS);
          sendsAndIsPrinted(accept());
        });

    check(
        "refused, then a server",
        () -> {
          startAfter(LONG_MILLIS, refusingPort(), refusingPort());
          sendsAndIsPrinted(accept());
        });

    check(
        "the first server",
        () -> {
          int first = anotherPort();
          startAfter(LONG_MILLIS, first);
          var server = accept(first);
          expectNoConnection("an earlier one has accepted");
          sendsAndIsPrinted(server);
        });

    check(
        "a late server",
        () -> {
          startAfter(SHORT_MILLIS);
          var server = accept();
          idle(LATE);
          sendsAndIsPrinted(server);
        });

    check(
        "no answer, then a server",
        () -> {
          startAfter(SHORT_MILLIS, silentPort());
          sendsAndIsPrinted(accept());
        });

    check(
        "no server",
        () -> {
          arguments("" + LONG_MILLIS, "127.0.0.1", "" + refusingPort());
          startWithoutServer();
          expectExit(1);
          expectOutput("");
          expectOneErrorLine();
        });
  }

  /** Starts the program with these ports, and then the grader's. */
  private void startAfter(int millis, int... ports) {
    var words = new ArrayList<String>();
    words.add("" + millis);
    for (int port : ports) {
      words.add("127.0.0.1");
      words.add("" + port);
    }
    arguments(words.toArray(String[]::new));
    start();
  }

  private void sendsAndIsPrinted(Connection server) {
    var text = word();
    server.send(text);
    server.finish();
    expectOutput(text);
    expectExit(0);
  }
}
