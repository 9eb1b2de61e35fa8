package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A client of a chat; reading a line has a timeout. */
final class ChatClient implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = Math.toIntExact(RunningStep.TIMEOUT.toMillis());

  final Socket socket = new Socket();
  private final BufferedReader lines;

  /** Connects. */
  ChatClient(int port) throws IOException {
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  /** Connects, and reads the welcome. */
  static ChatClient join(int port) throws IOException {
    var client = new ChatClient(port);
    assertThat(client.readLine()).startsWith("* welcome, you are ");
    return client;
  }

  void send(String text) throws IOException {
    sendBytes((text + "\n").getBytes(UTF_8));
  }

  void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next line, or null at EOF. */
  String readLine() throws IOException {
    return lines.readLine();
  }

  List<String> readLines(int count) throws IOException {
    var read = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      read.add(lines.readLine());
    }
    return read;
  }

  /** The next lines that guests have sent, without the announcements of the server. */
  List<String> readChatLines(int count) throws IOException {
    var read = new ArrayList<String>();
    while (read.size() < count) {
      var line = readLine();
      assertThat(line).isNotNull();
      if (!line.startsWith("* ")) {
        read.add(line);
      }
    }
    return read;
  }

  /** Reads until this line has come. */
  void awaitLine(String expected) throws IOException {
    var line = readLine();
    while (!expected.equals(line)) {
      assertThat(line).as("waiting for " + expected).isNotNull();
      line = readLine();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
