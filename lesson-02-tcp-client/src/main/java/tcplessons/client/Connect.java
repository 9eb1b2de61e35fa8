package tcplessons.client;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Connects, prints both addresses of the connection, and closes: the handshake alone. */
@Command(
    name = "connect",
    description = "Connects, shows both ends' addresses, ends: the handshake alone.")
final class Connect implements Callable<Integer> {

  @Mixin ConnectOptions server = new ConnectOptions(5000);
  PrintStream out = System.out;
  PrintStream err = System.err;

  // tag::call[]
  @Override
  public Integer call() throws IOException {
    try (var socket = server.connect(out)) { // <1>
      out.println("connected to " + socket.getRemoteSocketAddress());
      out.println("        from " + socket.getLocalSocketAddress()); // <2>
    } // <3>
    out.println("closed");
    return 0;
  }
  // end::call[]
}
