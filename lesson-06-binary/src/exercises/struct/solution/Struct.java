/// struct: a client that prints the structs of a C++ server.

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

static final int SIZE = 24;
static final int OFFSET_B = 4;
static final int OFFSET_C = 8;
static final int LENGTH_C = 15;

void main(String[] args) throws IOException {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    var in = socket.getInputStream();
    var struct = in.readNBytes(SIZE);
    while (struct.length == SIZE) {
      print(struct);
      struct = in.readNBytes(SIZE);
    }
    if (struct.length > 0) {
      System.err.println("truncated: %d of %d bytes came".formatted(struct.length, SIZE));
      System.exit(1);
    }
  }
}

void print(byte[] struct) {
  char a = (char) struct[0];
  int b = ByteBuffer.wrap(struct).order(ByteOrder.LITTLE_ENDIAN).getInt(OFFSET_B);
  int length = 0;
  while (length < LENGTH_C && struct[OFFSET_C + length] != 0) {
    length++;
  }
  var c = new String(struct, OFFSET_C, length, StandardCharsets.US_ASCII);
  System.out.print(a + " " + b + " " + c + "\n");
}
