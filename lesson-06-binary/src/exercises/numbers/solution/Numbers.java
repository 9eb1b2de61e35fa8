/// numbers: a server that adds up the numbers of each client.

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
    var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    long sum = 0;
    while (true) {
      sum += in.readInt(); // four bytes, signed, the most significant one first
      out.writeLong(sum);
      out.flush();
    }
  } catch (EOFException _) {
    // the client has sent FIN
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
