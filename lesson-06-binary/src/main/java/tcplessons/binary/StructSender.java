package tcplessons.binary;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Plays the C++ side.
 *
 * @param structs what to send
 * @param order of the bytes of each b
 * @param dripping one byte in each segment, instead of all structs with one write
 * @param out the lesson's story
 */
record StructSender(List<CStruct> structs, ByteOrder order, boolean dripping, PrintStream out) {

  void send(Socket socket) throws IOException {
    var all = ByteBuffer.allocate(structs.size() * CStruct.SIZE);
    structs.forEach(struct -> all.put(struct.toBytes(order)));

    socket.setTcpNoDelay(true); // when dripping: each byte at once
    int step = dripping ? 1 : all.capacity();
    for (int at = 0; at < all.capacity(); at += step) {
      socket.getOutputStream().write(all.array(), at, step);
    }
    out.println("sent " + all.capacity() + " bytes");
  }
}
