package tcplessons.client;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sends the received bytes back until the client closes its direction. */
@Command(name = "echo", description = "The echo server that `console` talks to.")
final class Echo implements Callable<Integer> {

  @Mixin ListenOptions listen = new ListenOptions(3000);
  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    try (var server = new TcpServer(listen.open(), this::echo, out, err)) {
      server.run();
    }
    return 0;
  }

  private void echo(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    // While the client does not read the echo, write blocks and nothing more is read: the data
    // waits in the kernels' buffers, and TCP's flow control stops the client. An idle client keeps
    // its connection; lesson 03 sets a limit.
    long bytes = socket.getInputStream().transferTo(socket.getOutputStream());
    out.println("echoed " + bytes + " bytes");
  }
}
