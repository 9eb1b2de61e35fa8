import java.util.List;
import tcplessons.grader.ClientChecks;
import tcplessons.grader.Connection;

/** FIN and RST are noticed at once, although the next request is not due for a long time. */
final class NoticeChecks extends ClientChecks {

  private static final String REQUEST = "testing~";
  private static final int SHORT_MILLIS = 20;
  private static final int LONG_MILLIS = 600_000;

  @Override
  protected void checks() {
    arguments("" + LONG_MILLIS);

    check("requests", () -> connected(SHORT_MILLIS).expect(REQUEST.repeat(5)));

    check(
        "the interval",
        () -> {
          var server = connected(LONG_MILLIS);
          server.expect(REQUEST);
          server.nothingComes("the interval is ten minutes");
        });

    check(
        "FIN",
        () -> {
          var server = connected(LONG_MILLIS);
          server.expect(REQUEST);
          server.finish();
          server.expectEnd();
          expectExit(0);
        });

    check(
        "two responses",
        () -> {
          var server = connected(LONG_MILLIS);
          server.expect(REQUEST);
          var responses = List.of(word(), word());
          responses.forEach(server::send);
          server.finish();
          expectOutput(String.join("", responses));
          server.expectEnd();
          expectExit(0);
        });

    check(
        "RST",
        () -> {
          var server = connected(LONG_MILLIS);
          server.expect(REQUEST);
          server.reset();
          expectExit(1);
          expectOneErrorLine();
        });
  }

  private Connection connected(int millis) {
    arguments("" + millis);
    start();
    return accept();
  }
}
