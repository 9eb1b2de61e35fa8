package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what a client sends, and responds with {@code test}, as the original does. */
@Command(
    name = "inspect",
    description = "Shows what a client sends, and answers `test` as the original did.")
final class Inspect implements Callable<Integer> {

  private static final byte[] RESPONSE = "test".getBytes(UTF_8);

  @Mixin ListenOptions listen = new ListenOptions(5000);
  @Mixin Limits limits = new Limits();
  PrintStream out = System.out;
  PrintStream err = System.err;

  private final AtomicInteger connections = new AtomicInteger();

  @Override
  public Integer call() throws IOException {
    try (var server =
        new TcpServer(listen.open(), socket -> () -> inspect(socket), limits, out, err)) {
      server.run();
    }
    return 0;
  }

  // tag::inspect[]
  private void inspect(Socket socket) throws IOException {
    int number = connections.incrementAndGet();
    print(number, "connect address : " + socket.getInetAddress().getHostAddress());
    var input = InputBuffer.of(socket);
    try {
      if (input.readMore(System.nanoTime() + limits.idleTime.toNanos())) { // <1>
        print(number, input);
        socket.getOutputStream().write(RESPONSE); // <2>
        print(number, "answered: test");
      } else {
        print(number, "has ended without a word"); // <3>
      }
    } catch (HttpError _) { // <4>
      print(number, "is closed: it has been silent for too long");
    }
    socket.shutdownOutput(); // <5>
    input.drain(limits.drainTime);
  }

  // end::inspect[]

  /** Prints the bytes as lines, with their ends shown as {@code \r\n}. */
  private void print(int number, InputBuffer input) {
    print(number, input.size() + " bytes:");
    var text = new String(input.bytes(), input.from(), input.size(), UTF_8);
    for (var line : text.split("(?<=\n)")) {
      print(number, "  " + Printable.line(line));
    }
  }

  private void print(int number, String text) {
    out.println("#" + number + " " + text);
  }
}
