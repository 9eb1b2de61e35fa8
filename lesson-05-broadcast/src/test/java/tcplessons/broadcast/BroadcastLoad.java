package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures, over loopback, with servers in processes of their own: how many deliveries a second,
 * against our Node counterpart, best round of each; what becomes of 5,000 clients of whom 50 talk;
 * what an idle client costs, and one that reads nothing for 10 s. Everybody who reads checks that
 * nothing is lost or out of order.
 *
 * <p>{@code mvn -q test-compile exec:exec@load -Dlesson=tcplessons.broadcast.BroadcastLoad
 * -Dexec.classpathScope=test}, in the lesson's folder, on a machine that does nothing else.
 */
final class BroadcastLoad {

  private static final int ROUNDS = 2;
  private static final int RECEIVERS = 500;

  /** Enough for a round of some seconds: a JVM that has just started is still being compiled. */
  private static final int MESSAGES = 40_000;

  private static final int LENGTH = 100;

  private static final int CROWD = 5_000;
  private static final int TALKERS = 50;
  private static final int LINES = 20;

  private static final int BOUND = 8 * 1024 * 1024;

  private static final byte[] PADDING = ".".repeat(LENGTH).getBytes(US_ASCII);

  void main() throws Exception {
    deliveries();
    crowd();
    stalled();
  }

  private static void say(String format, Object... values) {
    IO.println(format.formatted(values));
  }

  // One sender, many receivers.

  private static void deliveries() throws Exception {
    double java = 0;
    double node = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (var server = Server.java("broadcast", "--behind", "64m")) {
        java = Math.max(java, round(server));
        java = Math.max(java, round(server)); // the JVM has warmed up
      }
      try (var server = Server.node("broadcast.js", 64 * 1024 * 1024)) {
        node = Math.max(node, round(server));
        node = Math.max(node, round(server));
      }
    }
    say(
        "%d receivers, messages of %d bytes, deliveries a second: Java %,.0f, Node.js %,.0f, %s",
        RECEIVERS, LENGTH, java, node, ratio(java, node));
  }

  private static String ratio(double a, double b) {
    return String.format(Locale.ROOT, "ratio %.2f", a / b);
  }

  private static double round(Server server) throws Exception {
    try (var audience = new Audience(server.port, RECEIVERS)) {
      Thread.sleep(1000); // all of them are on the server's list
      long began = System.nanoTime();
      Thread.startVirtualThread(() -> talk(server.port));
      audience.hear((long) RECEIVERS * MESSAGES);
      return RECEIVERS * (MESSAGES / ((System.nanoTime() - began) / 1e9));
    }
  }

  private static void talk(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      for (int i = 0; i < MESSAGES; i++) {
        socket.getOutputStream().write(message("", i));
      }
    } catch (IOException e) {
      say("sender: %s", e.getMessage());
    }
  }

  /** A message that is a line, with its number at its end. */
  private static byte[] message(String from, int number) {
    var bytes = PADDING.clone();
    var text = (from + " " + number + "\n").getBytes(US_ASCII);
    System.arraycopy(text, 0, bytes, LENGTH - text.length, text.length);
    return bytes;
  }

  // Thousands, some of whom talk.

  private static void crowd() throws Exception {
    try (var server = Server.java("chat", "--behind", "64m")) {
      long empty = server.heap();
      try (var audience = new Audience(server.port, CROWD)) {
        audience.hearUntilQuiet();
        say("heap for each of %d idle clients: %,d bytes", CROWD, (server.heap() - empty) / CROWD);
        long began = System.nanoTime();
        Thread.startVirtualThread(() -> audience.say(TALKERS, LINES));
        long expected = (long) TALKERS * LINES * (CROWD - 1);
        audience.hear(expected);
        say(
            "%,d lines of %d talkers heard by %d clients, none lost, none out of order: %.1f s",
            expected, TALKERS, CROWD, (System.nanoTime() - began) / 1e9);
      }
    }
  }

  // One that does not read.

  private static void stalled() throws Exception {
    try (var server = Server.java("broadcast", "--behind", BOUND / 1024 / 1024 + "m");
        var sender = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
      sender.getOutputStream().write(new byte[1000]);
      long before = server.heap();
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
        long most = 0;
        for (int i = 0; i < 10; i++) {
          for (int j = 0; j < 100; j++) {
            sender.getOutputStream().write(new byte[10_000]); // a megabyte a second
            Thread.sleep(10);
          }
          most = Math.max(most, server.heap() - before);
        }
        say(
            "heap for one that reads nothing for 10 s: %,d bytes at most, its bound is %,d",
            most, BOUND);
      }
    }
  }

  /** A server in a process of its own. */
  private record Server(Process process, int port) implements AutoCloseable {

    static Server java(String... arguments) throws IOException {
      var words = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
      words.addAll(List.of("-cp", System.getProperty("java.class.path")));
      words.add(Lesson05.class.getName());
      words.addAll(List.of(arguments));
      words.addAll(List.of("--port", "0"));
      return start(words);
    }

    static Server node(String script, int bound) throws IOException {
      return start(List.of("node", "src/test/node/" + script, "0", "" + bound));
    }

    private static Server start(List<String> words) throws IOException {
      var process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var lines = new BufferedReader(process.inputReader());
      int port = Integer.parseInt(lines.readLine().replace("listen on port ", ""));
      Thread.startVirtualThread(() -> discard(lines)); // or it would wait for us
      return new Server(process, port);
    }

    private static void discard(BufferedReader lines) {
      try (lines) {
        lines.transferTo(Writer.nullWriter());
      } catch (IOException _) {
        // it has been ended
      }
    }

    /** What is alive on its heap, after a collection: jcmd(1). */
    long heap() throws IOException {
      var jcmd = System.getProperty("java.home") + "/bin/jcmd";
      var command = List.of(jcmd, "" + process.pid(), "GC.class_histogram");
      try (var lines = new ProcessBuilder(command).start().inputReader()) {
        var total = lines.lines().filter(line -> line.startsWith("Total ")).findFirst();
        return Long.parseLong(total.orElseThrow().trim().split(" +")[2]);
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  /** Clients on one thread, who check the numbers of what they hear. */
  private static final class Audience implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final List<Listener> listeners = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private long heard;

    Audience(int port, int size) throws IOException {
      for (int i = 0; i < size; i++) {
        var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        var listener = new Listener(channel);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, listener);
        listeners.add(listener);
        if (i % 100 == 0) {
          readAll(0); // in a chat everybody hears of everybody who comes
        }
      }
    }

    /** Reads until so many messages have come in all. */
    void hear(long messages) throws IOException {
      long target = heard + messages;
      while (heard < target) {
        if (!readAll(20_000)) {
          throw new IOException("%,d messages are missing".formatted(target - heard));
        }
      }
    }

    void hearUntilQuiet() throws IOException {
      while (readAll(2000)) {
        // there may be more
      }
    }

    private boolean readAll(int patience) throws IOException {
      int ready = patience == 0 ? selector.selectNow() : selector.select(patience);
      for (var key : selector.selectedKeys()) {
        heard += ((Listener) key.attachment()).read(buffer);
      }
      selector.selectedKeys().clear();
      return ready > 0;
    }

    void say(int talkers, int lines) {
      try {
        for (int line = 0; line < lines; line++) {
          for (int i = 0; i < talkers; i++) {
            int talker = i * (listeners.size() / talkers);
            var bytes = ByteBuffer.wrap(message("talker" + i, line));
            while (bytes.hasRemaining()) {
              listeners.get(talker).channel.write(bytes);
            }
          }
        }
      } catch (IOException e) {
        BroadcastLoad.say("talker: %s", e.getMessage());
      }
    }

    @Override
    public void close() throws IOException {
      for (var listener : listeners) {
        listener.channel.close();
      }
      selector.close();
    }
  }

  private static final class Listener {
    private final SocketChannel channel;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final byte[] line = new byte[2 * LENGTH];
    private int length;

    Listener(SocketChannel channel) {
      this.channel = channel;
    }

    /** How many messages have come; each must have the next number of its talker. */
    int read(ByteBuffer buffer) throws IOException {
      buffer.clear();
      if (channel.read(buffer) == -1) {
        throw new IOException("a client that reads was disconnected");
      }
      buffer.flip();
      int count = 0;
      while (buffer.hasRemaining()) {
        line[length] = buffer.get();
        if (line[length++] == '\n') {
          if (line[0] != '*') { // that would be the chat itself
            check(new String(line, 0, length - 1, US_ASCII));
            count++;
          }
          length = 0;
        }
      }
      return count;
    }

    private void check(String text) throws IOException {
      int space = text.lastIndexOf(' ');
      int from = text.lastIndexOf('.', space) + 1;
      int number = Integer.parseInt(text, space + 1, text.length(), 10);
      int expected = numbers.merge(text.substring(from, space), 1, Integer::sum) - 1;
      if (number != expected) {
        throw new IOException("number %d where %d was due".formatted(number, expected));
      }
    }
  }
}
