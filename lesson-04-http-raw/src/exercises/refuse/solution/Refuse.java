/// refuse: a server that refuses requests that another program may understand differently.

import java.util.regex.Pattern;

static final int BODY_BYTES_MAX = 1 << 20;
static final Pattern FIELD = Pattern.compile("(?s)([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");
static final Pattern DECIMAL = Pattern.compile("[0-9]+");
static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]+");

static final String BAD_REQUEST = "400 Bad Request";
static final String TOO_LARGE = "413 Content Too Large";
static final String NOT_IMPLEMENTED = "501 Not Implemented";

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> serve(socket));
    }
  }
}

void serve(Socket socket) {
  try (socket) {
    try {
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        send(socket, "200 OK", readRequest(in));
      }
    } catch (ProtocolException refusal) {
      // Where the request ends is not known, so no other one can follow.
      send(socket, refusal.getMessage(), new byte[0]);
    }
  } catch (EOFException _) {
    // the client has sent FIN
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/** Returns the body. */
byte[] readRequest(InputStream in) throws IOException {
  readLine(in); // the request line
  var fields = readFields(in);
  var hosts = fields.getOrDefault("Host", List.of());
  var lengths = fields.getOrDefault("Content-Length", List.of());
  var codings = fields.getOrDefault("Transfer-Encoding", List.of());
  require(hosts.size() == 1, BAD_REQUEST);
  require(lengths.size() + codings.size() <= 1, BAD_REQUEST);
  if (!codings.isEmpty()) {
    require(codings.getFirst().equalsIgnoreCase("chunked"), NOT_IMPLEMENTED);
    return readChunks(in);
  }
  return lengths.isEmpty() ? new byte[0] : readExactly(in, number(lengths.getFirst(), DECIMAL, 10));
}

/** Refuses the request with this status, unless the condition holds. */
void require(boolean condition, String status) throws ProtocolException {
  if (!condition) {
    throw new ProtocolException(status);
  }
}

/** All values of each name, up to the empty line. */
Map<String, List<String>> readFields(InputStream in) throws IOException {
  var fields = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
  var line = readLine(in);
  while (!line.isEmpty()) {
    var field = FIELD.matcher(line);
    require(field.matches(), BAD_REQUEST);
    fields.computeIfAbsent(field.group(1), _ -> new ArrayList<>()).add(field.group(2).strip());
    line = readLine(in);
  }
  return fields;
}

/** A number that is written with digits only, and not larger than a body may be. */
int number(String digits, Pattern pattern, int radix) throws ProtocolException {
  require(pattern.matcher(digits).matches(), BAD_REQUEST);
  var number = new BigInteger(digits, radix);
  require(number.compareTo(BigInteger.valueOf(BODY_BYTES_MAX)) <= 0, TOO_LARGE);
  return number.intValue();
}

byte[] readChunks(InputStream in) throws IOException {
  var body = new ByteArrayOutputStream();
  int size = readSize(in);
  while (size > 0) {
    require(body.size() + size <= BODY_BYTES_MAX, TOO_LARGE);
    body.writeBytes(readExactly(in, size));
    require(readLine(in).isEmpty(), BAD_REQUEST); // the end of the chunk
    size = readSize(in);
  }
  readFields(in); // trailers
  return body.toByteArray();
}

int readSize(InputStream in) throws IOException {
  return number(readLine(in).split(";", 2)[0], HEXADECIMAL, 16);
}

byte[] readExactly(InputStream in, int count) throws IOException {
  var bytes = in.readNBytes(count);
  if (bytes.length < count) {
    throw new EOFException();
  }
  return bytes;
}

/** The next line, without its CR LF. There is no other CR or LF in a line. */
String readLine(InputStream in) throws IOException {
  var line = new StringBuilder();
  int next = readByte(in);
  while (next != '\r') {
    require(next != '\n', BAD_REQUEST);
    line.append((char) next);
    next = readByte(in);
  }
  require(readByte(in) == '\n', BAD_REQUEST);
  return line.toString();
}

int readByte(InputStream in) throws IOException {
  int next = in.read();
  if (next == -1) {
    throw new EOFException();
  }
  return next;
}

void send(Socket socket, String status, byte[] body) throws IOException {
  var head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length + "\r\n\r\n";
  socket.getOutputStream().write(head.getBytes());
  socket.getOutputStream().write(body);
}
