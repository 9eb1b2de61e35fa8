package tcplessons.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Echoes, and prints for each moment the name of Node's server event. */
@Command(
    name = "lifecycle",
    description = "Echoes, and tells each moment by the name of Node's server event.")
final class Lifecycle implements Callable<Integer> {

  @Mixin ListenOptions listen = new ListenOptions(4001);

  @Option(
      names = "--close-after",
      paramLabel = "N",
      description = "Stop listening once N connections have come. Default: never.")
  int closeAfter;

  PrintStream out = System.out;
  PrintStream err = System.err;

  private final AtomicInteger accepted = new AtomicInteger();

  Lifecycle() {
    listen.host = "127.0.0.1";
    listen.backlog = 50; // ServerSocket's own default
  }

  @Override
  public Integer call() throws IOException {
    var listener = listen.open();
    try (var server = new TcpServer(listener, socket -> echo(socket, listener), out, err)) {
      var address = listener.getInetAddress().getHostAddress();
      out.println("listening: " + address + ", backlog " + listen.backlog);
      server.run();
    }
    out.println("close: server closed");
    return 0;
  }

  // tag::echo[]
  private void echo(Socket socket, ServerSocket listener) throws IOException {
    out.println("connection: " + TcpServer.peer(socket)); // <1>
    if (accepted.incrementAndGet() == closeAfter) {
      listener.close(); // <2>
      out.println("no longer listening; accepted connections live on");
    }
    // A client that is idle or does not read the echo keeps its connection: lesson 03 limits both.
    socket.getInputStream().transferTo(socket.getOutputStream()); // <3>
    out.println("end: " + TcpServer.peer(socket));
  }
  // end::echo[]
}
