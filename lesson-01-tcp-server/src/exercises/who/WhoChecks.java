import java.net.InetSocketAddress;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Each client gets both addresses of its connection. */
final class WhoChecks extends ServerChecks {

  private static final String ADDRESS_AND_PORT = "\\S+ \\d+\n";
  private static final String FOUR_NUMBERS = "\\d+\\.\\d+\\.\\d+\\.\\d+ .*\n";

  @Override
  protected void checks() {
    check(
        "two lines",
        peer -> {
          for (var whose : new String[] {"the client's address", "the server's address"}) {
            var line = new String(peer.receiveUntil("\n", whose));
            peer.that(line.matches(ADDRESS_AND_PORT), "the address, a space, and the port");
            peer.that(line.matches(FOUR_NUMBERS), "the address is four numbers with dots");
          }
          peer.expectEnd();
        });

    check(
        "the client's line",
        () -> {
          var peer = connectFromElsewhere();
          peer.expect(line(peer.local()));
        });

    check(
        "the server's line",
        () -> {
          var peer = connectFromElsewhere();
          peer.expect(line(peer.local()));
          peer.expect(line(peer.remote()));
          peer.expectEnd();
        });
  }

  /** Both ends of the connection have an address of their own. */
  private Connection connectFromElsewhere() {
    int client = 2 + random().nextInt(8);
    int server = 2 + (client - 1 + random().nextInt(7)) % 8;
    return connect("127.0.0." + client, "127.0.0." + server);
  }

  private static String line(InetSocketAddress end) {
    return end.getAddress().getHostAddress() + " " + end.getPort() + "\n";
  }
}
