package tcplessons.docs.failures;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tcplessons.docs.kit.Waiting;

/** The calls of Java programs that fail, by their text on the page. */
final class JavaCalls {

  private static final int LIMIT_MILLIS = 200;

  /** A call, given an address. */
  private interface Call {
    void to(String host, int port) throws Exception;
  }

  /** A call on a connection. */
  private interface Use {
    void of(Socket socket) throws Exception;
  }

  private static final Map<String, Call> CALLS =
      Map.ofEntries(
          Map.entry("new Socket(host, port)", (host, port) -> new Socket(host, port).close()),
          Map.entry("SocketChannel.open(address)", JavaCalls::openChannel),
          Map.entry("socket.connect(address, timeout)", JavaCalls::connectInTime),
          Map.entry("new Socket(host, port), one after the other", JavaCalls::connectUntilItFails),
          Map.entry("new ServerSocket(port, backlog, address)", JavaCalls::listen),
          Map.entry(
              "serverSocket.accept(), no descriptor left", JavaCalls::acceptWithoutDescriptor),
          Map.entry("serverSocket.accept(), setSoTimeout", JavaCalls::acceptInTime),
          Map.entry("serverSocket.accept() after close()", JavaCalls::acceptAfterClose),
          Map.entry("serverSocket.accept(), closed meanwhile", JavaCalls::acceptWhileClosed),
          Map.entry("HttpClient.send", (host, port) -> send(host, port, _ -> {}, _ -> {})),
          Map.entry(
              "HttpClient.send, connectTimeout",
              (host, port) ->
                  send(host, port, client -> client.connectTimeout(connectTimeout()), _ -> {})),
          Map.entry(
              "HttpClient.send, timeout",
              (host, port) ->
                  send(host, port, _ -> {}, request -> request.timeout(responseTimeout()))),
          Map.entry("HttpClient.send, https", JavaCalls::sendHttps),
          Map.entry("HttpURLConnection", (host, port) -> get(host, port, 0)),
          Map.entry(
              "HttpURLConnection, setReadTimeout", (host, port) -> get(host, port, LIMIT_MILLIS)),
          Map.entry(
              "socket.getInputStream() before connect",
              (_, _) -> {
                try (var socket = new Socket()) {
                  socket.getInputStream();
                }
              }),
          on("input.read()", JavaCalls::ask),
          on(
              "DataInputStream.readInt()",
              socket -> {
                socket.getOutputStream().write('?');
                new DataInputStream(socket.getInputStream()).readInt();
              }),
          on(
              "input.read(), setSoTimeout",
              socket -> {
                socket.setSoTimeout(LIMIT_MILLIS);
                ask(socket);
              }),
          on("output.write(bytes)", JavaCalls::writeUntilItFails),
          on(
              "output.write(bytes) after -1",
              socket -> {
                while (socket.getInputStream().read() != -1) {
                  // the server sends nothing but FIN
                }
                writeUntilItFails(socket);
              }),
          on(
              "input.read(), closed meanwhile",
              socket -> blocked(() -> ask(socket), _ -> close(socket))),
          on(
              "input.read() after close()",
              socket -> {
                var input = socket.getInputStream();
                socket.close();
                input.read();
              }),
          on(
              "socket.getInputStream() after close()",
              socket -> {
                socket.close();
                socket.getInputStream();
              }),
          on(
              "input.read(), virtual thread interrupted",
              socket -> blocked(() -> ask(socket), Thread::interrupt)),
          on(
              "output.write(bytes) after shutdownOutput()",
              socket -> {
                var output = socket.getOutputStream();
                socket.shutdownOutput();
                output.write('?');
              }),
          on(
              "socket.getOutputStream() after shutdownOutput()",
              socket -> {
                socket.shutdownOutput();
                socket.getOutputStream();
              }),
          on(
              "socket.getInputStream() after shutdownInput()",
              socket -> {
                socket.shutdownInput();
                socket.getInputStream();
              }),
          onChannel(
              "channel.read(buffer)",
              channel -> {
                channel.write(ByteBuffer.wrap(new byte[1]));
                channel.read(ByteBuffer.allocate(1));
              }),
          onChannel("channel.write(buffer)", JavaCalls::writeUntilItFails),
          onChannel(
              "channel.read(buffer), closed meanwhile",
              channel -> blocked(() -> channel.read(ByteBuffer.allocate(1)), _ -> close(channel))),
          onChannel(
              "channel.read(buffer) after close()",
              channel -> {
                channel.close();
                channel.read(ByteBuffer.allocate(1));
              }),
          onChannel(
              "channel.read(buffer), thread interrupted",
              channel -> blocked(() -> channel.read(ByteBuffer.allocate(1)), Thread::interrupt)));

  private JavaCalls() {}

  /** Makes a call in a process of its own, and prints the error. */
  static void main(String[] args) throws Exception {
    var error = fail(args[0], args[1], Integer.parseInt(args[2]));
    IO.println(error.name() + "|" + (error.text() == null ? "" : error.text()));
  }

  static ReportedError fail(String call, String host, int port) throws Exception {
    try {
      CALLS.get(call).to(host, port);
    } catch (IOException | RuntimeException e) {
      return new ReportedError(e.getClass().getSimpleName(), e.getMessage());
    }
    throw new AssertionError(call + " has not failed");
  }

  private static Map.Entry<String, Call> on(String name, Use use) {
    return Map.entry(
        name,
        (host, port) -> {
          try (var socket = new Socket(host, port)) {
            use.of(socket);
          }
        });
  }

  /** A call on a channel. */
  private interface ChannelUse {
    void of(SocketChannel channel) throws Exception;
  }

  private static Map.Entry<String, Call> onChannel(String name, ChannelUse use) {
    return Map.entry(
        name,
        (host, port) -> {
          try (var channel = SocketChannel.open(new InetSocketAddress(host, port))) {
            use.of(channel);
          }
        });
  }

  /** Longer than a connect takes on a busy machine: the response has to time out. */
  private static Duration responseTimeout() {
    return Duration.ofSeconds(3);
  }

  private static Duration connectTimeout() {
    return Duration.ofMillis(LIMIT_MILLIS);
  }

  private static void openChannel(String host, int port) throws IOException {
    SocketChannel.open(new InetSocketAddress(host, port)).close();
  }

  private static void connectInTime(String host, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
    }
  }

  private static void connectUntilItFails(String host, int port) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      while (true) {
        sockets.add(new Socket(host, port));
      }
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  private static void listen(String host, int port) throws IOException {
    new ServerSocket(port, 1, InetAddress.getByName(host)).close();
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static void acceptInTime(String host, int port) throws IOException {
    try (var listener = listener()) {
      listener.setSoTimeout(LIMIT_MILLIS);
      listener.accept();
    }
  }

  private static void acceptWithoutDescriptor(String host, int port) throws IOException {
    List<FileInputStream> files = new ArrayList<>();
    try (var listener = listener();
        var _ = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      takeAll(files);
      listener.accept();
    } finally {
      for (var file : files) {
        file.close();
      }
    }
  }

  private static void takeAll(List<FileInputStream> files) {
    try {
      while (true) {
        files.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException _) {
      // all descriptors are in use
    }
  }

  private static void acceptAfterClose(String host, int port) throws IOException {
    var listener = listener();
    listener.close();
    listener.accept();
  }

  private static void acceptWhileClosed(String host, int port) throws Exception {
    var listener = listener();
    blocked(listener::accept, _ -> close(listener));
  }

  private static void sendHttps(String host, int port) throws Exception {
    var uri = URI.create("https://" + host + ":" + port + "/");
    try (var http = HttpClient.newHttpClient()) {
      http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  private static void send(
      String host,
      int port,
      Consumer<HttpClient.Builder> client,
      Consumer<HttpRequest.Builder> request)
      throws Exception {
    var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    client.accept(builder);
    var asked = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/"));
    request.accept(asked);
    try (var http = builder.build()) {
      http.send(asked.build(), BodyHandlers.ofString());
    }
  }

  private static void get(String host, int port, int readMillis) throws IOException {
    var url = URI.create("http://" + host + ":" + port + "/").toURL();
    var connection = url.openConnection(Proxy.NO_PROXY);
    connection.setReadTimeout(readMillis);
    connection.getInputStream().readAllBytes();
  }

  private static void ask(Socket socket) throws IOException {
    socket.getOutputStream().write('?');
    socket.getInputStream().read();
  }

  private static void writeUntilItFails(Socket socket) throws IOException {
    while (true) {
      socket.getOutputStream().write('?');
    }
  }

  private static void writeUntilItFails(SocketChannel channel) throws IOException {
    while (true) {
      channel.write(ByteBuffer.wrap(new byte[1]));
    }
  }

  /** A call that blocks. */
  private interface BlockingCall {
    void call() throws IOException;
  }

  /** Blocks a virtual thread in a call, and interrupts or closes it. */
  private static void blocked(BlockingCall blocking, Consumer<Thread> disturb) throws Exception {
    var failure = new CompletableFuture<Exception>();
    var thread =
        Thread.startVirtualThread(() -> {
          try {
            blocking.call();
            failure.complete(new IllegalStateException("it has returned"));
          } catch (IOException e) {
            failure.complete(e);
          }
        });
    Waiting.until("the call blocks", () -> thread.getState() == Thread.State.WAITING);
    disturb.accept(thread);
    throw failure.get();
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
