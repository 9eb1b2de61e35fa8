/// second-address: a client that tries several addresses, each with a timeout.

void main(String[] args) {
  int millis = Integer.parseInt(args[0]);
  var addresses = new ArrayList<InetSocketAddress>();
  for (int i = 1; i + 1 < args.length; i += 2) {
    addresses.add(new InetSocketAddress(args[i], Integer.parseInt(args[i + 1])));
  }
  try (var socket = connect(addresses, millis)) {
    socket.getInputStream().transferTo(System.out);
    System.out.flush();
  } catch (IOException e) {
    System.err.println(e.getMessage());
    System.exit(1);
  }
}

Socket connect(List<InetSocketAddress> addresses, int millis) throws IOException {
  var errors = new ArrayList<String>();
  for (var address : addresses) {
    var socket = new Socket(); // it cannot be used again after a failed connect
    try {
      socket.connect(address, millis);
      return socket;
    } catch (IOException e) {
      socket.close();
      errors.add(address + ": " + e.getMessage());
    }
  }
  throw new IOException("cannot connect: " + String.join("; ", errors));
}
