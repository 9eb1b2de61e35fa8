/// room: a chat over frames, with a status page over HTTP on the same port.

static final int PAYLOAD_BYTES_MAX = 1 << 20;

static final int TEXT_BYTES_MAX = 1_000_000;
static final int HEAD_BYTES_MAX = 8 << 10;
static final int HISTORY_BYTES_MAX = 4 << 20;
static final int QUEUED_BYTES_MAX = 8 << 20;
static final Duration STOP_TIME_MAX = Duration.ofSeconds(4);

static final byte[] PING = frame("ping");
static final byte[] BYE = frame("bye");
static final Pattern JOIN = Pattern.compile("([a-z0-9]{1,20})(?: (\\d{1,18}))?");

final Set<Client> clients = ConcurrentHashMap.newKeySet();
final Room room = new Room();

void main(String[] args) throws IOException {
  var pingTime = Duration.ofMillis(Long.parseLong(args[args.length - 3]));
  var timeout = Duration.ofMillis(Long.parseLong(args[args.length - 2]));
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(listener)));
    Thread.startVirtualThread(() -> watch(pingTime, timeout));
    while (true) {
      var client = new Client(listener.accept());
      Thread.startVirtualThread(client::serve);
    }
  } catch (SocketException _) {
    // SIGTERM: stop() has closed the listener
  }
}

/// Sends `ping` to members that have been idle, and closes connections that stay idle.
void watch(Duration pingTime, Duration timeout) {
  while (true) {
    sleep(pingTime);
    for (var client : clients) {
      boolean isMember = client.isMember(); // read first: join() sets the time before the name
      var idle = Duration.ofNanos(System.nanoTime() - client.lastFrame);
      if (idle.compareTo(timeout) >= 0) {
        client.close();
      } else if (idle.compareTo(pingTime) >= 0 && isMember) {
        client.send(PING);
      }
    }
  }
}

/// The JVM runs this at SIGTERM. What waits for the members is still sent, and then `bye`.
void stop(ServerSocket listener) {
  try {
    listener.close();
    var end = Instant.now().plus(STOP_TIME_MAX);
    for (var member : room.sendBye()) {
      member.writer.join(Duration.between(Instant.now(), end));
    }
  } catch (IOException | InterruptedException e) {
    System.err.println(e.getMessage());
  }
  Runtime.getRuntime().halt(0); // otherwise the exit code is 143
}

static void sleep(Duration time) {
  try {
    Thread.sleep(time);
  } catch (InterruptedException e) {
    throw new IllegalStateException(e);
  }
}

static byte[] frame(String head, byte... text) {
  var bytes = head.getBytes(StandardCharsets.UTF_8);
  int length = bytes.length + text.length;
  return ByteBuffer.allocate(Integer.BYTES + length).putInt(length).put(bytes).put(text).array();
}

/// The members, and the latest messages. Its lock gives all members the same order.
static class Room {
  final Map<String, Client> members = new HashMap<>();
  final Deque<byte[]> history = new ArrayDeque<>();
  int historyBytes;
  long latest; // the number of the latest message

  /// Joins between two messages: no message is missing, and none comes twice.
  synchronized void join(Client client, long after) {
    var previous = members.put(client.name, client);
    if (previous != null) {
      previous.close();
    }
    long number = Math.clamp(after, latest - history.size(), latest);
    client.send(frame("welcome " + number));
    history.stream().skip(number - (latest - history.size())).forEach(client::send);
  }

  synchronized void say(String name, byte[] text) {
    latest++;
    var message = frame("message " + latest + " " + name + " ", text);
    history.add(message);
    historyBytes += message.length;
    while (historyBytes > HISTORY_BYTES_MAX) {
      historyBytes -= history.remove().length;
    }
    members.values().forEach(member -> member.send(message));
  }

  synchronized void leave(Client client) {
    members.remove(client.name, client);
  }

  synchronized List<Client> sendBye() {
    for (var member : members.values()) {
      member.send(BYE);
      member.end();
    }
    return List.copyOf(members.values());
  }

  synchronized String status() {
    return "members " + members.size() + "\nmessages " + latest + "\n";
  }
}

/// A connection. Its first byte decides: a frame begins with 0, since it has at most 1 MiB; an HTTP
/// request begins with a capital letter.
class Client {
  final Socket socket;
  final Deque<byte[]> queue = new ArrayDeque<>();
  int queuedBytes;
  boolean hasEnded; // the queue accepts no more frames
  final Thread writer = Thread.ofVirtual().unstarted(this::write);
  volatile long lastFrame = System.nanoTime();
  volatile String name = "";

  Client(Socket socket) {
    this.socket = socket;
  }

  void serve() {
    clients.add(this);
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      in.mark(1);
      int first = in.read();
      in.reset();
      if (first >= 'A' && first <= 'Z') {
        serveStatus(in);
      } else if (first == 0) {
        serveFrames(in);
      }
    } catch (IOException | InterruptedException e) {
      System.err.println(name + ": " + e.getMessage());
    } finally {
      clients.remove(this);
    }
  }

  void serveFrames(DataInputStream in) throws IOException, InterruptedException {
    writer.start();
    try {
      while (accept(readFrame(in))) {
        lastFrame = System.nanoTime();
      }
    } catch (EOFException _) {
      room.leave(this);
      end();
      writer.join(); // what waits for the member is still sent
    } finally {
      room.leave(this);
      close();
    }
  }

  byte[] readFrame(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > PAYLOAD_BYTES_MAX) {
      throw new ProtocolException("a length of " + length);
    }
    var payload = in.readNBytes(length); // allocates what has arrived
    if (payload.length < length) {
      throw new EOFException();
    }
    return payload;
  }

  /// Returns false if the protocol does not allow the frame.
  boolean accept(byte[] payload) {
    int space = 0;
    while (space < payload.length && payload[space] != ' ') {
      space++;
    }
    var command = new String(payload, 0, space, StandardCharsets.UTF_8);
    var rest = Arrays.copyOfRange(payload, Math.min(space + 1, payload.length), payload.length);
    return switch (command) {
      case "join" -> !isMember() && join(new String(rest, StandardCharsets.UTF_8));
      case "say" -> isMember() && say(rest);
      case "pong" -> isMember();
      default -> false;
    };
  }

  boolean join(String words) {
    var matcher = JOIN.matcher(words);
    if (!matcher.matches()) {
      return false;
    }
    lastFrame = System.nanoTime(); // no ping comes before the welcome
    name = matcher.group(1);
    var number = matcher.group(2);
    room.join(this, number == null ? Long.MAX_VALUE : Long.parseLong(number));
    return true;
  }

  boolean say(byte[] text) {
    if (text.length > TEXT_BYTES_MAX) {
      return false;
    }
    room.say(name, text);
    return true;
  }

  boolean isMember() {
    return !name.isEmpty();
  }

  /// Never waits. A member for which too much waits is disconnected, and may join again.
  synchronized void send(byte[] frame) {
    if (hasEnded) {
      return;
    }
    queuedBytes += frame.length;
    if (queuedBytes > QUEUED_BYTES_MAX) {
      close();
      return;
    }
    queue.add(frame);
    notifyAll();
  }

  /// Accepts no more frames; those in the queue are still sent, and then FIN.
  synchronized void end() {
    hasEnded = true;
    notifyAll();
  }

  /// Drops the queue, and closes the connection.
  synchronized void close() {
    queue.clear();
    end();
    try {
      socket.close();
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }

  void write() {
    try {
      for (var frame = next(); frame != null; frame = next()) {
        socket.getOutputStream().write(frame);
      }
      socket.shutdownOutput();
    } catch (IOException | InterruptedException _) {
      close(); // the thread that reads notices it
    }
  }

  synchronized byte[] next() throws InterruptedException {
    while (queue.isEmpty() && !hasEnded) {
      wait();
    }
    var frame = queue.poll();
    queuedBytes -= frame == null ? 0 : frame.length;
    return frame;
  }

  void serveStatus(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next == -1 || head.length() == HEAD_BYTES_MAX) {
        return;
      }
      head.append((char) next);
    }
    boolean exists = head.indexOf("GET / ") == 0;
    var body = (exists ? room.status() : "not found\n").getBytes(StandardCharsets.UTF_8);
    var response =
        """
        HTTP/1.1 %s\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Length: %d\r
        Connection: close\r
        \r
        """
            .formatted(exists ? "200 OK" : "404 Not Found", body.length);
    var out = new ByteArrayOutputStream();
    out.writeBytes(response.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    socket.getOutputStream().write(out.toByteArray());
    socket.shutdownOutput();
    in.transferTo(OutputStream.nullOutputStream()); // closing with unread data would send RST
  }
}
