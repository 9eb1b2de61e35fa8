import tcplessons.grader.Bytes;
import tcplessons.grader.ClientChecks;
import tcplessons.grader.Connection;

/** The request ends with FIN, and then the response is read to its end. */
final class AskAndEndChecks extends ClientChecks {

  @Override
  protected void checks() {
    check(
        "a request",
        () -> {
          var server = receives(Bytes.utf8(word()));
          responds(server, Bytes.utf8(word()));
        });

    check(
        "a response in pieces",
        () -> {
          var server = receives(Bytes.utf8(word()));
          server.send("ki");
          server.send("wi");
          server.finish();
          expectOutput("kiwi");
          expectExit(0);
        });

    check(
        "an empty request",
        () -> {
          var server = receives(new byte[0]);
          responds(server, Bytes.utf8(word()));
        });

    check(
        "any bytes",
        () -> {
          var server = receives(Bytes.join(everyByte(), Bytes.utf8("한글\n")));
          responds(server, everyByte());
        });

    check(
        "1 MiB each way",
        () -> {
          var server = receives(randomBytes(1 << 20));
          responds(server, randomBytes(1 << 20));
        });
  }

  /** The server of a client that sends this request, and then FIN. */
  private Connection receives(byte[] request) {
    input(request);
    start();
    var server = accept();
    server.expect(request);
    server.expectEnd();
    return server;
  }

  private void responds(Connection server, byte[] response) {
    server.sendInBackground(response);
    server.finish();
    expectOutput(response);
    expectExit(0);
  }
}
