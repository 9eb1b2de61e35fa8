/// room: a chat over frames, with a status page over HTTP on the same port.
///
/// The last three arguments: PING and TIMEOUT in milliseconds (stage 9), and the port on which the
/// server listens. A frame is a length of four bytes, the most significant byte first, and a
/// payload of at most 1 MiB: a command, such as "join kiwi". The task has all commands and stages.

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
      var payload = in.readNBytes(in.readInt());
      // TODO: stage 1. This sends each frame back. The response to "join kiwi" is "welcome 0".
      socket.getOutputStream().write(frame(payload));
    }
  } catch (EOFException _) {
    // the client has sent FIN
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

byte[] frame(byte[] payload) {
  var frame = ByteBuffer.allocate(Integer.BYTES + payload.length);
  return frame.putInt(payload.length).put(payload).array();
}
