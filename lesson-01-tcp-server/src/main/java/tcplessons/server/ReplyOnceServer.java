package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Pattern;

/** Prints who connected and what came, answers {@code test} once, and ends. */
final class ReplyOnceServer extends TcpServer {

  /** Characters read after the answer; a client with more to say has not understood "once". */
  static final int MAX_AFTER_ANSWER = 1 << 20;

  private static final byte[] ANSWER = "test".getBytes(UTF_8);
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\r\n\t]]");

  private final boolean closeAtOnce;
  private final Duration patience;

  /**
   * @param closeAtOnce give up both directions right after the answer: the wrong way, to be seen
   * @param patience the longest silence to bear, after the answer, from a client that does not end
   */
  ReplyOnceServer(ServerOptions options, boolean closeAtOnce, Duration patience)
      throws IOException {
    super(options);
    this.closeAtOnce = closeAtOnce;
    this.patience = patience;
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress()); // <1>
    out.println("  local address : " + socket.getLocalAddress().getHostAddress());

    var text = new InputStreamReader(socket.getInputStream(), UTF_8); // <2>
    // Waits for the first word for as long as the client likes; lesson 03 sets a limit.
    if (printSome(text) == -1) { // <3>
      return;
    }
    socket.getOutputStream().write(ANSWER); // <4>
    if (closeAtOnce) {
      return;
    }
    socket.shutdownOutput(); // <5>
    readToTheEnd(socket, text);
  }

  // end::serve[]

  /**
   * Bytes for a closed socket are answered by a reset and lost (RFC 9293 section 3.6.1). So the
   * client has the last word, within two limits: a silence and a number of characters. One that
   * drips can still stretch both; lesson 04 sets a deadline.
   */
  // tag::drain[]
  private void readToTheEnd(Socket socket, Reader text) throws IOException {
    socket.setSoTimeout(Math.toIntExact(patience.toMillis())); // <1>
    int total = 0;
    int count = 0;
    while (count != -1 && total < MAX_AFTER_ANSWER) { // <2>
      count = printSome(text);
      total += count;
    }
  }

  // end::drain[]

  /** Prints what has come; returns how many characters, at least one, or -1 at the client's FIN. */
  // tag::print[]
  private int printSome(Reader text) throws IOException {
    var chars = new char[1024];
    int count = text.read(chars);
    if (count == -1) {
      return -1;
    }
    // A peer may send what a terminal would obey: show control characters, don't execute them.
    out.println(CONTROL.matcher(new String(chars, 0, count)).replaceAll("\uFFFD"));
    return count;
  }
  // end::print[]
}
