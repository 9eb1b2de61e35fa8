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

/** A client that says exactly what it is told, byte for byte, and waits at most 20 s. */
final class RawClient implements AutoCloseable {

  final Socket socket;
  private final InputStream in;

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) Running.PATIENCE.toMillis());
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** A server may have answered and closed before it was told everything. */
  void sendAndBearARefusal(byte[] bytes) throws IOException {
    try {
      send(bytes);
    } catch (SocketException _) {
      // then the rest is of no interest to it
    }
  }

  /** Ends this direction, as far as there still is one. */
  void end() throws IOException {
    socket.shutdownOutput();
  }

  /** Closing with a linger time of zero sends RST instead of FIN: socket(7), SO_LINGER. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** As it does at the end of its test. */
  void leave() throws IOException {
    socket.close();
  }

  int read() throws IOException {
    return in.read();
  }

  /** Everything until the server's end. */
  String readToTheEnd() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  List<Answer> answersToTheEnd() throws IOException {
    var answers = new ArrayList<Answer>();
    for (var line = line(); line != null; line = line()) {
      answers.add(answer(line, true));
    }
    return answers;
  }

  Answer answer() throws IOException {
    return answer(line(), true);
  }

  /** As a client does who knows that it asked with HEAD. */
  Answer answerToHead() throws IOException {
    return answer(line(), false);
  }

  private Answer answer(String statusLine, boolean withBody) throws IOException {
    var fields = new ArrayList<Field>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(": ");
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 2)));
    }
    var all = new Fields(fields);
    int length = withBody ? all.first("Content-Length").map(Integer::valueOf).orElse(0) : 0;
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException(body.length + " of " + length + " bytes");
    }
    return new Answer(statusLine, all, new String(body, ISO_8859_1));
  }

  /** Without its CRLF; null at the end. */
  private String line() throws IOException {
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

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
