/// page: a server that sends one page, in a response that conforms to HTTP/1.1.

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** CR LF CR LF: the end of the last line, and the empty line. */
static final int END_OF_HEAD = 0x0d0a0d0a;

static final String PAGE =
    """
    <!DOCTYPE html>
    <html lang="ko">
    <meta charset="utf-8">
    <title>HELLO HTTP!</title>
    <h1>안녕하세요!</h1>
    </html>
    """;
static final DateTimeFormatter DATE =
    DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> respond(socket));
    }
  }
}

void respond(Socket socket) {
  try (socket) {
    if (readHead(new BufferedInputStream(socket.getInputStream()))) {
      socket.getOutputStream().write(response());
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/** Returns false if the client's FIN comes before the empty line. */
boolean readHead(InputStream in) throws IOException {
  int lastFour = 0;
  while (lastFour != END_OF_HEAD) {
    int next = in.read();
    if (next == -1) {
      return false;
    }
    lastFour = lastFour << 8 | next;
  }
  return true;
}

byte[] response() {
  var body = PAGE.getBytes(StandardCharsets.UTF_8);
  var head =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Connection: close",
          "Content-Length: " + body.length, // bytes, not characters
          "Content-Type: text/html; charset=utf-8",
          "Date: " + DATE.format(ZonedDateTime.now(ZoneOffset.UTC)),
          "",
          "");
  var bytes = new ByteArrayOutputStream();
  bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
  bytes.writeBytes(body);
  return bytes.toByteArray();
}
