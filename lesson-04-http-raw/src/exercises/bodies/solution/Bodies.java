/// bodies: a server that sends the body of each request back.

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
    var in = new BufferedInputStream(socket.getInputStream());
    boolean isLast = false;
    while (!isLast) {
      readLine(in); // the request line
      var fields = readFields(in);
      var body = readBody(in, fields);
      isLast = "close".equalsIgnoreCase(fields.get("Connection"));
      socket.getOutputStream().write(response(body, isLast));
    }
  } catch (EOFException _) {
    // the client has sent FIN
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/** Fields by their names, up to the empty line. */
Map<String, String> readFields(InputStream in) throws IOException {
  var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
  var line = readLine(in);
  while (!line.isEmpty()) {
    var parts = line.split(":", 2);
    fields.put(parts[0], parts[1].strip());
    line = readLine(in);
  }
  return fields;
}

byte[] readBody(InputStream in, Map<String, String> fields) throws IOException {
  if ("chunked".equalsIgnoreCase(fields.get("Transfer-Encoding"))) {
    return readChunks(in);
  }
  return readExactly(in, Integer.parseInt(fields.getOrDefault("Content-Length", "0")));
}

byte[] readChunks(InputStream in) throws IOException {
  var body = new ByteArrayOutputStream();
  int size = readSize(in);
  while (size > 0) {
    body.writeBytes(readExactly(in, size));
    readLine(in); // the end of the chunk
    size = readSize(in);
  }
  readFields(in); // trailers, and the empty line that ends the body
  return body.toByteArray();
}

int readSize(InputStream in) throws IOException {
  var size = readLine(in).split(";")[0]; // extensions follow after a semicolon
  return Integer.parseInt(size.strip(), 16);
}

byte[] readExactly(InputStream in, int count) throws IOException {
  var bytes = in.readNBytes(count);
  if (bytes.length < count) {
    throw new EOFException();
  }
  return bytes;
}

/** The next line, without its CR LF. */
String readLine(InputStream in) throws IOException {
  var line = new StringBuilder();
  while (true) {
    int next = in.read();
    switch (next) {
      case -1 -> throw new EOFException();
      case '\r' -> {}
      case '\n' -> {
        return line.toString();
      }
      default -> line.append((char) next);
    }
  }
}

byte[] response(byte[] body, boolean isLast) {
  var head =
      "HTTP/1.1 200 OK\r\nContent-Length: "
          + body.length
          + (isLast ? "\r\nConnection: close" : "")
          + "\r\n\r\n";
  var bytes = new ByteArrayOutputStream();
  bytes.writeBytes(head.getBytes());
  bytes.writeBytes(body);
  return bytes.toByteArray();
}
