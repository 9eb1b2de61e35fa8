package tcplessons.grader;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Programs that solve no exercise. They prove that checks are not passed by accident. */
enum Fraud {
  /** Exits at once. */
  EXITS,
  /** Runs, and neither listens nor connects. */
  NEVER_LISTENS,
  /** Listens on another port, or connects to another one. */
  WRONG_PORT,
  /** Reads, and sends and prints nothing. */
  MUTE,
  /** Closes every connection at once. */
  CLOSES,
  /** Resets every connection at once. */
  RESETS,
  /** Sends everything back. */
  ECHOES,
  /** Sends and prints random bytes. */
  NOISE;

  private static final int NOISE_BYTES = 4096;

  /** As in {@code exercise.properties}: {@code never-listens}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<Fraud> all() {
    return Arrays.asList(values());
  }

  /**
   * @param args the fraud, "server" or "client", and the arguments of an attempt
   */
  static void main(String[] args) throws Exception {
    var fraud = valueOf(args[0]);
    int port = Integer.parseInt(args[args.length - 1]);
    if (fraud == EXITS) {
      return;
    }
    if (fraud == NEVER_LISTENS) {
      Thread.sleep(Long.MAX_VALUE);
    }
    if (args[1].equals("server")) {
      fraud.serve(fraud == WRONG_PORT ? 0 : port);
    } else {
      fraud.connect(port);
    }
  }

  private void serve(int port) throws IOException {
    try (var listener = new ServerSocket(port)) {
      while (true) {
        var socket = listener.accept();
        Thread.startVirtualThread(() -> behave(socket));
      }
    }
  }

  private void connect(int port) throws IOException {
    if (this == WRONG_PORT) {
      try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        behave(new Socket(InetAddress.getLoopbackAddress(), other.getLocalPort()));
      }
    } else {
      behave(new Socket(InetAddress.getLoopbackAddress(), port));
    }
  }

  private void behave(Socket socket) {
    try (socket) {
      switch (this) {
        case ECHOES -> socket.getInputStream().transferTo(socket.getOutputStream());
        case NOISE -> noise(socket);
        case RESETS -> socket.setSoLinger(true, 0);
        case CLOSES -> {}
        default -> socket.getInputStream().readAllBytes();
      }
    } catch (IOException _) {
      // a fraud has nothing to report
    }
  }

  private static void noise(Socket socket) throws IOException {
    var bytes = Bytes.random(new Random(1), NOISE_BYTES);
    System.out.write(bytes);
    System.out.flush();
    socket.getOutputStream().write(bytes);
    socket.getInputStream().readAllBytes();
  }
}
