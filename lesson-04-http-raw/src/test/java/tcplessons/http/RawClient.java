package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import tcplessons.http.Fields.Field;

/** An HTTP client that sends exactly the bytes of the test. */
final class RawClient implements AutoCloseable {

  final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    socket.setTcpNoDelay(true); // each write becomes a segment
    socket.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
  }

  static RawClient connect(RunningStep server) throws IOException {
    return new RawClient(server.connect());
  }

  static RawClient connect(TestProcess server) throws IOException {
    return new RawClient(new Socket("127.0.0.1", server.port()));
  }

  /** For other clients of the same server. */
  static String url(RunningStep server, String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends to a server that may respond and close before it has received all bytes. */
  void sendUnlessClosed(byte[] bytes) throws IOException {
    try {
      send(bytes);
    } catch (SocketException _) {
      // The server has closed; its response can still be read.
    }
  }

  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Closing with a linger time of 0 sends RST instead of FIN: socket(7), SO_LINGER. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** The next byte, or -1 at EOF. */
  int read() throws IOException {
    return in.read();
  }

  String readUntilEof() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** All responses until EOF. */
  List<ClientResponse> readResponses() throws IOException {
    var responses = new ArrayList<ClientResponse>();
    for (var line = readLine(); line != null; line = readLine()) {
      responses.add(readResponse(line, true));
    }
    return responses;
  }

  ClientResponse readResponse() throws IOException {
    return readResponse(readLine(), true);
  }

  /** The response to HEAD, which has no body: RFC 9110 section 9.3.2. */
  ClientResponse readResponseToHead() throws IOException {
    return readResponse(readLine(), false);
  }

  private ClientResponse readResponse(String statusLine, boolean withBody) throws IOException {
    if (!statusLine.startsWith("HTTP/1.1 ")) { // such as the rest of a body that is too long
      throw new IOException("not a status line: " + statusLine);
    }
    var fields = new ArrayList<Field>();
    for (var line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(": ");
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 2)));
    }
    var all = new Fields(fields);
    int length = withBody ? all.single("Content-Length").map(Integer::valueOf).orElse(0) : 0;
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException(body.length + " of " + length + " bytes");
    }
    return new ClientResponse(statusLine, all, new String(body, ISO_8859_1));
  }

  /** Without its CRLF; null at EOF. */
  private String readLine() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != -1; b = in.read()) {
      line.write(b);
      var text = line.toString(ISO_8859_1);
      if (b == '\n' && text.endsWith("\r\n")) {
        return text.substring(0, text.length() - 2);
      }
    }
    if (line.size() > 0) {
      throw new EOFException("in the middle of a line: " + line);
    }
    return null;
  }
}
