package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The command line of a lesson that does not exist: a server and a client of a few lines. */
final class SampleLesson {

  private SampleLesson() {}

  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "answer" -> answer(args.length > 2 ? Integer.parseInt(args[2]) : 5000);
      case "ask" -> ask(Integer.parseInt(args[1]));
      case "repeat" -> IO.println("you said " + IO.readln());
      case "forever" -> forever();
      default -> System.exit(2);
    }
  }

  private static void answer(int port) throws IOException {
    try (var server = new ServerSocket(port)) {
      IO.println("listen on port " + server.getLocalPort());
      try (var socket = server.accept()) {
        IO.println(new String(socket.getInputStream().readNBytes(2), UTF_8));
        socket.getOutputStream().write("pong".getBytes(UTF_8));
      }
    }
    System.err.println("done");
    System.exit(3);
  }

  private static void ask(int port) throws IOException {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.getOutputStream().write("hi".getBytes(UTF_8));
      IO.print(new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  private static void forever() throws IOException {
    IO.println("here I am");
    if (System.in.read() == -1) {
      IO.println("no more input");
    }
  }
}
