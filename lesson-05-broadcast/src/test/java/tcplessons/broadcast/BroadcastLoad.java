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
import java.util.Map;

/**
 * Measures servers in processes of their own, over the loopback: the time of 5,000 chat clients of
 * which 50 send; the heap for an idle client, and for one that reads nothing for 10 s. All clients
 * that read check that nothing is lost or out of order. Deliveries a second are measured by {@code
 * docs/bench}.
 *
 * <p>{@code mvn -q test-compile exec:exec@load -Dlesson=tcplessons.broadcast.BroadcastLoad
 * -Dexec.classpathScope=test}, in the lesson's folder, on a machine that does nothing else.
 */
final class BroadcastLoad {

  private static final int MESSAGE_BYTES = 100;

  private static final int CHAT_CLIENTS = 5_000;
  private static final int SENDERS = 50;
  private static final int LINES = 20;

  private static final int MAX_QUEUED_BYTES = 8 * 1024 * 1024;

  private static final byte[] PADDING = ".".repeat(MESSAGE_BYTES).getBytes(US_ASCII);

  void main() throws Exception {
    chat();
    stalledClient();
  }

  private static void print(String format, Object... values) {
    IO.println(format.formatted(values));
  }

  /** A message that is a line, with its number at its end. */
  private static byte[] message(String from, int number) {
    var bytes = PADDING.clone();
    var text = (from + " " + number + "\n").getBytes(US_ASCII);
    System.arraycopy(text, 0, bytes, MESSAGE_BYTES - text.length, text.length);
    return bytes;
  }

  // Thousands of chat clients, some of which send.

  private static void chat() throws Exception {
    try (var server = Server.java("chat")) {
      long empty = server.heap();
      try (var receivers = new Receivers(server.port, CHAT_CLIENTS)) {
        receivers.receiveAll();
        print(
            "heap for each of %d idle clients: %,d bytes",
            CHAT_CLIENTS, (server.heap() - empty) / CHAT_CLIENTS);
        long began = System.nanoTime();
        Thread.startVirtualThread(() -> receivers.send(SENDERS, LINES));
        long expected = (long) SENDERS * LINES * (CHAT_CLIENTS - 1);
        receivers.receive(expected);
        print(
            "%,d lines of %d senders received by %d clients, none lost, none out of order: %.1f s",
            expected, SENDERS, CHAT_CLIENTS, (System.nanoTime() - began) / 1e9);
      }
    }
  }

  // One client that does not read.

  private static void stalledClient() throws Exception {
    try (var server =
            Server.java("broadcast", "--max-queued", MAX_QUEUED_BYTES / 1024 / 1024 + "m");
        var sender = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
      sender.getOutputStream().write(new byte[1000]);
      long before = server.heap();
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
        long max = 0;
        for (int i = 0; i < 10; i++) {
          for (int j = 0; j < 100; j++) {
            sender.getOutputStream().write(new byte[10_000]); // a megabyte a second
            Thread.sleep(10);
          }
          max = Math.max(max, server.heap() - before);
        }
        print(
            "heap for one that reads nothing for 10 s: %,d bytes at most, its limit is %,d",
            max, MAX_QUEUED_BYTES);
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

    private static Server start(List<String> words) throws IOException {
      var process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var lines = new BufferedReader(process.inputReader());
      int port = Integer.parseInt(lines.readLine().replace("listen on port ", ""));
      Thread.startVirtualThread(() -> discard(lines)); // otherwise it would block in println
      return new Server(process, port);
    }

    private static void discard(BufferedReader lines) {
      try (lines) {
        lines.transferTo(Writer.nullWriter());
      } catch (IOException _) {
        // the process was destroyed
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

  /** Clients in one thread that check the sequence numbers of the messages. */
  private static final class Receivers implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private long received;

    Receivers(int port, int size) throws IOException {
      for (int i = 0; i < size; i++) {
        var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        var client = new Client(channel);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, client);
        clients.add(client);
        if (i % 100 == 0) {
          readAll(0); // a chat announces every client to all others
        }
      }
    }

    /** Reads until all clients together have received this many more messages. */
    void receive(long messages) throws IOException {
      long target = received + messages;
      while (received < target) {
        if (!readAll(20_000)) {
          throw new IOException("%,d messages are missing".formatted(target - received));
        }
      }
    }

    void receiveAll() throws IOException {
      while (readAll(2000)) {
        // there may be more
      }
    }

    private boolean readAll(int timeoutMillis) throws IOException {
      int ready = timeoutMillis == 0 ? selector.selectNow() : selector.select(timeoutMillis);
      for (var key : selector.selectedKeys()) {
        received += ((Client) key.attachment()).read(buffer);
      }
      selector.selectedKeys().clear();
      return ready > 0;
    }

    void send(int senders, int lines) {
      try {
        for (int line = 0; line < lines; line++) {
          for (int i = 0; i < senders; i++) {
            int sender = i * (clients.size() / senders);
            var bytes = ByteBuffer.wrap(message("sender" + i, line));
            while (bytes.hasRemaining()) {
              clients.get(sender).channel.write(bytes);
            }
          }
        }
      } catch (IOException e) {
        BroadcastLoad.print("sender: %s", e.getMessage());
      }
    }

    @Override
    public void close() throws IOException {
      for (var client : clients) {
        client.channel.close();
      }
      selector.close();
    }
  }

  private static final class Client {
    private final SocketChannel channel;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final byte[] line = new byte[2 * MESSAGE_BYTES];
    private int length;

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    /** Reads, and returns the number of messages; each must have the next number of its sender. */
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
          if (line[0] != '*') { // not an announcement of the chat
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
