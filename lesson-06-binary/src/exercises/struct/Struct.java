/// struct: a client that prints the structs of a C++ server.
///
/// Last two arguments: the host and the port of the server. It sends structs of 24 bytes: struct {
/// char a; int b; char c[15]; } as g++ on x86-64 lays it out, little endian. The client prints one
/// line for each struct: a, b and c, with a space between them, for example "A 300 hello". At FIN
/// it exits with code 0; if FIN comes within a struct, it prints one line on stderr and exits with
/// code 1.

void main(String[] args) throws IOException {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    var data = new byte[1024];
    // TODO: this takes what one read returned for one whole struct.
    while (socket.getInputStream().read(data) != -1) {
      // TODO: a char has one byte, an int four, and c 15 at most.
      var a = new String(data, 0, 4, StandardCharsets.UTF_8);
      int b = Byte.toUnsignedInt(data[4]);
      var c = new String(data, 8, 16, StandardCharsets.UTF_8);
      System.out.print(a + " " + b + " " + c + "\n");
    }
  }
}
