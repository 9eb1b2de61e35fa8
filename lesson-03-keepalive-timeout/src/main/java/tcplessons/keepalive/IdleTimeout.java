package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Echoes, and closes connections on which nothing was read or written for a while. */
@Command(
    name = "idle-timeout",
    description = "Echoes, and closes connections on which nothing moves.")
final class IdleTimeout implements Callable<Integer> {

  private static final byte[] LAST_MESSAGE = "idle timeout..".getBytes(UTF_8);

  /**
   * The size of the kernel's send buffer. A blocked write continues when a third of it is free, so
   * its size decides after how many bytes the server sees that a slow client is reading.
   */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  @Mixin ListenOptions listen = new ListenOptions(6001);

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long nothing may move, as 500ms or 2m (${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofSeconds(6);

  @Option(
      names = "--answer-after",
      paramLabel = "TIME",
      description = "Delay each echo, to tell reads from writes. Default: at once.")
  Duration echoDelay = Duration.ZERO;

  PrintStream out = System.out;
  PrintStream err = System.err;
  Scheduler scheduler = Scheduler.SYSTEM;

  @Override
  public Integer call() throws IOException {
    try (var server = new TcpServer(listen.open(), this::handle, out, err)) {
      server.run();
    }
    return 0;
  }

  // tag::handle[]
  private void handle(Socket socket) throws IOException {
    var peer = TcpServer.peer(socket);
    out.println(peer + ": connected");
    var in = socket.getInputStream(); // called first, since it fails once the input is shut down
    socket.setSendBufferSize(SEND_BUFFER_BYTES); // <1>
    var timer = IdleTimer.start(socket, timeout, scheduler); // <2>
    try (timer) {
      echo(in, socket.getOutputStream(), timer);
      if (timer.isExpired()) {
        socket.getOutputStream().write(LAST_MESSAGE); // <3>
        out.println(peer + ": idle for " + timeout.toMillis() + " ms, closed");
      } else {
        out.println(peer + ": ended by the client");
      }
    } catch (IOException e) {
      throw socket.isClosed() ? new SocketTimeoutException("stuck in a write, reset") : e; // <4>
    }
  } // <5>

  // end::handle[]

  // tag::echo[]
  private void echo(InputStream in, OutputStream back, IdleTimer timer) throws IOException {
    var bytes = new byte[8192];
    for (int count = in.read(bytes); count != -1; count = in.read(bytes)) {
      timer.recordRead(); // <1>
      delayEcho();
      back.write(bytes, 0, count);
      timer.recordWrite(); // <2>
    }
  }

  // end::echo[]

  private void delayEcho() {
    try {
      Thread.sleep(echoDelay);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
