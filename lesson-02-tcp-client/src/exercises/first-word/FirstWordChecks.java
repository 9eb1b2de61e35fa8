import tcplessons.grader.ClientChecks;

/** A connection that is refused is one line on stderr, and exit code 1. */
final class FirstWordChecks extends ClientChecks {

  @Override
  protected void checks() {
    check(
        "a server",
        server -> {
          server.expectEnd();
          expectOutput("connected\n");
          expectExit(0);
        });

    check(
        "refused: exit code",
        () -> {
          startWithoutServer();
          expectExit(1);
        });

    check(
        "refused: stdout",
        () -> {
          startWithoutServer();
          expectOutput("");
        });

    check(
        "refused: one line",
        () -> {
          startWithoutServer();
          expectExit(1);
          expectOneErrorLine();
        });
  }
}
