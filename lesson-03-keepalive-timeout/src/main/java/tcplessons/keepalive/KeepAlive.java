package tcplessons.keepalive;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads without a timeout: keep-alive probes of the kernel detect that the client is dead. */
@Command(
    name = "keep-alive",
    description = "Waits for ever; its kernel notices that a client is gone.")
final class KeepAlive implements Callable<Integer> {

  /** Which socket options are set. */
  enum OptionsToSet {
    NOTHING,
    ON,
    ALL;

    @Override
    public String toString() {
      return name().toLowerCase(ROOT);
    }
  }

  @Mixin ListenOptions listen = new ListenOptions(6004);

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      converter = SecondsConverter.class,
      description = "Silence before the first probe (${DEFAULT-VALUE}).")
  Duration idle = Duration.ofSeconds(10);

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = SecondsConverter.class,
      description = "Time between unanswered probes (${DEFAULT-VALUE}).")
  Duration interval = Duration.ofSeconds(1);

  @Option(
      names = "--count",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Unanswered probes that make a connection dead (${DEFAULT-VALUE}).")
  int count = 10;

  @Option(
      names = "--set",
      paramLabel = "WHAT",
      description = "What to set: all, on or nothing (${DEFAULT-VALUE}).")
  OptionsToSet optionsToSet = OptionsToSet.ALL;

  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    try (var server = new TcpServer(listen.open(), this::handle, out, err)) {
      server.run();
    }
    return 0;
  }

  private void handle(Socket socket) throws IOException {
    long lastReceived = System.nanoTime();
    var peer = TcpServer.peer(socket);
    out.println(peer + ": connected");
    setOptions(socket);
    out.println(peer + ": " + KeepAliveSettings.of(socket));
    out.println(peer + ": ss shows " + SocketStatistics.ofThisSystem().timer(socket));
    // tag::handle[]
    try {
      var bytes = new byte[1024];
      var in = socket.getInputStream();
      for (int count = in.read(bytes); count != -1; count = in.read(bytes)) { // <1>
        lastReceived = System.nanoTime();
        out.println(peer + ": " + count + " bytes");
      }
      out.println(peer + ": ended by the client");
    } catch (IOException e) {
      double idleSeconds = (System.nanoTime() - lastReceived) / 1e9;
      throw new IOException(
          String.format(ROOT, "%s, after %.1f s of silence", e.getMessage(), idleSeconds)); // <2>
    }
    // end::handle[]
  }

  private void setOptions(Socket socket) throws IOException {
    switch (optionsToSet) {
      case NOTHING -> {}
      case ON -> socket.setKeepAlive(true);
      case ALL -> new KeepAliveSettings(true, idle, interval, count).set(socket);
    }
  }
}
