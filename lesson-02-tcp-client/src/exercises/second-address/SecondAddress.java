/// second-address: a client that tries several addresses, each with a timeout.
///
/// Arguments: a connect timeout in milliseconds, and then one or more addresses, each as host and
/// port. The client tries one after the other until it has connected. It prints what it receives,
/// and exits with code 0 at the server's FIN. When no address is left, it prints one line on stderr
/// and exits with code 1.

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
  // TODO: this tries the first address only, and waits as long as the kernel does.
  var address = addresses.getFirst();
  return new Socket(address.getAddress(), address.getPort());
}
