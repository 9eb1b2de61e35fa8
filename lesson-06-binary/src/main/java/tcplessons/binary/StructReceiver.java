package tcplessons.binary;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;

/**
 * Reads structs from a connection, however its bytes come, and prints them.
 *
 * @param reader what makes a struct of 24 bytes
 * @param out the lesson's story
 */
record StructReceiver(StructReader reader, PrintStream out) {

  // tag::receive[]
  void receive(Socket socket, Deadline deadline) throws IOException {
    var in = socket.getInputStream();
    var bytes = new byte[CStruct.SIZE];
    int count = in.readNBytes(bytes, 0, CStruct.SIZE); // <1>
    while (count == CStruct.SIZE) {
      print(reader.read(bytes));
      deadline.restart(); // <2>
      count = in.readNBytes(bytes, 0, CStruct.SIZE);
    }
    if (count > 0) { // <3>
      throw new EOFException(
          "the last struct is truncated: %d of %d bytes came, %d are missing"
              .formatted(count, CStruct.SIZE, CStruct.SIZE - count));
    }
  }

  // end::receive[]

  private void print(CStruct struct) {
    var a = String.valueOf((char) Byte.toUnsignedInt(struct.a()));
    out.println(
        "char a : %s%nint b : %d%nchar c : %s"
            .formatted(Printable.text(a), struct.b(), Printable.text(struct.c())));
  }
}
