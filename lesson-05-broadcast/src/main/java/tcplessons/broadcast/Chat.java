package tcplessons.broadcast;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A chat on one server: sends each client's lines to all other clients. */
@Command(
    name = "chat",
    description = "A room: by lines, with names; joins and leaves are announced.")
final class Chat implements Callable<Integer> {

  @Mixin ListenOptions listen = new ListenOptions(1337);
  @Mixin ClientLimits limits = new ClientLimits();
  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    var room = new Room(new LocalTransport());
    var handler = new ChatHandler(room, limits, out);
    try (var server = new TcpServer(listen.open(), limits.maxClients, handler, out, err)) {
      room.open();
      server.run();
    }
    return 0;
  }
}
