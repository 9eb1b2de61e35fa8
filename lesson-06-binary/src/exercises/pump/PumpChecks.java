import tcplessons.grader.ServerChecks;

/** Two connections behave like one: data, FIN, RST and backpressure pass. */
final class PumpChecks extends ServerChecks {

  private static final int MANY_MEBIBYTES = 192;

  @Override
  protected void checks() {
    arguments("127.0.0.1", "" + upstreamPort());

    check(
        "a request",
        client -> {
          var request = everyByte();
          client.send(request);
          var server = acceptUpstream();
          server.expect(request);
          var response = everyByte();
          server.send(response);
          client.expect(response);
        });

    check(
        "two clients",
        first -> {
          var firstServer = acceptUpstream();
          var second = connect();
          var secondServer = acceptUpstream();
          second.send("two");
          secondServer.expect("two");
          first.send("one");
          firstServer.expect("one");
        });

    check(
        "the server first",
        client -> {
          var server = acceptUpstream();
          var text = word();
          server.send(text);
          client.expect(text);
          server.send("more");
          client.expect("more");
        });

    check(
        "FIN of the client",
        client -> {
          var server = acceptUpstream();
          var request = word();
          client.send(request);
          client.finish();
          server.expect(request);
          server.expectEnd();
          var response = randomBytes(1 << 20);
          server.sendInBackground(response);
          server.finish();
          client.expect(response);
          client.expectEnd();
        });

    check(
        "FIN of the server",
        client -> {
          var server = acceptUpstream();
          server.finish();
          client.expectEnd();
          var request = word();
          client.send(request);
          server.expect(request);
          client.finish();
          server.expectEnd();
          client.expectRelease();
        });

    check(
        "RST",
        client -> {
          var server = acceptUpstream();
          var request = word();
          client.send(request);
          server.expect(request);
          client.reset();
          server.expectAborted("the client has reset its connection");

          var another = connect();
          var anotherServer = acceptUpstream();
          var text = word();
          anotherServer.send(text);
          another.expect(text);
          anotherServer.reset();
          another.expectAborted("the server has reset its connection");
        });

    check(
        "a server that does not read",
        client -> {
          var server = acceptUpstreamWithoutReading();
          client.expectBackpressure(MANY_MEBIBYTES, "the server does not read");
          memoryIsLeft("the proxy keeps no more data than its buffers hold");
          var text = word();
          server.send(text);
          client.expect(text);
        });
  }
}
