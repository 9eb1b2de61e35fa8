import tcplessons.grader.ClientChecks;

/** Both directions are independent of each other. */
final class BothWaysChecks extends ClientChecks {

  @Override
  protected void checks() {
    check(
        "a request",
        () -> {
          var request = word();
          input(request);
          start();
          var server = accept();
          server.expect(request);
          server.expectEnd();
          var response = word();
          server.send(response);
          server.finish();
          expectOutput(response);
          expectExit(0);
        });

    check(
        "8 MiB",
        () -> {
          var bytes = randomBytes(8 << 20);
          input(bytes);
          start();
          acceptAndEcho();
          expectOutput(bytes);
          expectExit(0);
        });

    check(
        "FIN during the input",
        server -> {
          var text = word();
          server.send(text);
          server.finish();
          expectOutput(text);
          expectExit(0);
        });

    check(
        "a server that does not read",
        () -> {
          var bytes = randomBytes(1 << 20);
          input(randomBytes(8 << 20));
          start();
          var server = acceptWithoutReading();
          server.nothingComes("the server does not read, and the write blocks");
          server.sendInBackground(bytes);
          server.finish();
          expectOutput(bytes);
          expectExit(0);
        });
  }
}
