/// slow-one: a server that sends the bytes of each client to all others, however slowly they read.

static final int PIECE_BYTES_MAX = 16 * 1024;

static final int QUEUE_PIECES = 64; // 1 MiB
static final int SEND_BUFFER_BYTES = 64 * 1024;

final Set<Client> clients = new CopyOnWriteArraySet<>(); // all threads use it
long stallNanos;

void main(String[] args) throws IOException {
  stallNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[args.length - 2]));
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var client = new Client(listener.accept());
      clients.add(client);
      Thread.startVirtualThread(client::read);
      Thread.startVirtualThread(client::write);
    }
  }
}

class Client {
  final Socket socket;
  final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE_PIECES);
  volatile long progress; // when the last write began, or the queue was last empty

  Client(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSendBufferSize(SEND_BUFFER_BYTES); // so that a blocked write shows progress soon
  }

  void read() {
    try (socket) {
      var bytes = new byte[PIECE_BYTES_MAX];
      int count;
      while ((count = socket.getInputStream().read(bytes)) != -1) {
        var piece = Arrays.copyOf(bytes, count);
        for (var client : clients) {
          if (client != this) {
            client.send(piece);
          }
        }
      }
    } catch (IOException e) {
      System.err.println(e.getMessage());
    } finally {
      clients.remove(this);
      queue.offer(new byte[0]); // wakes the writer, which finds the socket closed
    }
  }

  /** Waits while the queue is full, as long as this client takes something from time to time. */
  void send(byte[] piece) {
    if (queue.isEmpty()) {
      progress = System.nanoTime();
    }
    try {
      while (!queue.offer(piece, remainingNanos(), TimeUnit.NANOSECONDS)) {
        if (remainingNanos() <= 0) {
          reset();
          return;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  long remainingNanos() {
    return progress + stallNanos - System.nanoTime();
  }

  void write() {
    try {
      while (!socket.isClosed()) {
        var piece = queue.take();
        progress = System.nanoTime();
        socket.getOutputStream().write(piece);
      }
    } catch (IOException | InterruptedException _) {
      reset();
    }
  }

  void reset() {
    clients.remove(this);
    try (socket) {
      socket.setSoLinger(true, 0); // RST, and the kernel drops what it has not sent
    } catch (IOException _) {
      // it is closed already
    }
  }
}
