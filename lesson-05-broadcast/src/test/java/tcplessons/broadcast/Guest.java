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

/** Somebody in a chat: sends bytes, reads lines, waits at most 20 s for each. */
final class Guest implements AutoCloseable {

  final Socket socket;
  private final BufferedReader lines;

  Guest(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) Running.PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  /** Comes in, and reads the welcome. */
  static Guest joining(int port) throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), (int) Running.PATIENCE.toMillis());
    var guest = new Guest(socket);
    assertThat(guest.hears()).startsWith("* welcome, you are ");
    return guest;
  }

  void says(String text) throws IOException {
    sends((text + "\n").getBytes(UTF_8));
  }

  void sends(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next line, or null at the end. */
  String hears() throws IOException {
    return lines.readLine();
  }

  List<String> hears(int count) throws IOException {
    var heard = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      heard.add(lines.readLine());
    }
    return heard;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
