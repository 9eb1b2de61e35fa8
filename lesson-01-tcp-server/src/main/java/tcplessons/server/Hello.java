package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Greets every client, then waits until the client closes its side. */
@Command(name = "hello", description = "Greets every connection with `[tcp/ip] hello world!`.")
final class Hello implements Callable<Integer> {

  private static final byte[] GREETING = "[tcp/ip] hello world!\n".getBytes(UTF_8);

  @Mixin ListenOptions listen = new ListenOptions(23452);
  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    try (var server = new TcpServer(listen.open(), this::greet, out, err)) {
      server.run();
    }
    return 0;
  }

  // tag::greet[]
  private void greet(Socket socket) throws IOException {
    out.println("hello " + TcpServer.peer(socket));
    socket.getOutputStream().write(GREETING);
    // Waits for as long as the client keeps the connection open; lesson 03 sets a limit.
    socket.getInputStream().transferTo(OutputStream.nullOutputStream()); // <1>
    out.println("goodbye " + TcpServer.peer(socket));
  }
  // end::greet[]
}
