/// frames: a server that sends every frame back.

import java.nio.ByteBuffer;

static final int PAYLOAD_BYTES_MAX = 1 << 20;

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
    var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    while (true) {
      int length = in.readInt(); // the most significant byte comes first
      if (length < 0 || length > PAYLOAD_BYTES_MAX) {
        return; // closes the connection
      }
      var frame = ByteBuffer.allocate(Integer.BYTES + length).putInt(length);
      in.readFully(frame.array(), Integer.BYTES, length);
      socket.getOutputStream().write(frame.array());
    }
  } catch (EOFException _) {
    // the client has sent FIN
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
