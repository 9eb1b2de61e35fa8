import tcplessons.grader.Bytes;
import tcplessons.grader.ClientChecks;
import tcplessons.grader.Connection;

/** Everything that comes is printed, unchanged. */
final class WholeChecks extends ClientChecks {

  @Override
  protected void checks() {
    check(
        "one piece",
        server -> {
          var text = word() + "\n";
          server.send(text);
          printsAndExits(server, Bytes.utf8(text));
        });

    check(
        "two pieces",
        server -> {
          server.send("ki");
          server.send("wi\n");
          printsAndExits(server, Bytes.utf8("kiwi\n"));
        });

    check(
        "no newline at the end",
        server -> {
          var text = word() + "\n" + word();
          server.send(text);
          printsAndExits(server, Bytes.utf8(text));
        });

    check(
        "Korean, cut in two",
        server -> {
          var text = Bytes.utf8("한글");
          server.sendInPieces(text, 1 + random().nextInt(2), 3);
          printsAndExits(server, text);
        });

    check(
        "any bytes",
        server -> {
          var bytes = everyByte();
          server.send(bytes);
          printsAndExits(server, bytes);
        });

    check(
        "1 MiB",
        server -> {
          var bytes = randomBytes(1 << 20);
          server.sendInBackground(bytes);
          printsAndExits(server, bytes);
        });

    check("nothing at all", server -> printsAndExits(server, new byte[0]));
  }

  private void printsAndExits(Connection server, byte[] expected) {
    server.finish();
    expectOutput(expected);
    expectExit(0);
  }
}
