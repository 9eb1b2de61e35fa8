package tcplessons.binary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * With a ByteBuffer: we say where everything is, and in which order.
 *
 * @param order of the bytes of b; a ByteBuffer that is not told takes the highest byte first
 */
record BufferReader(ByteOrder order) implements StructReader {

  // tag::read[]
  @Override
  public CStruct read(byte[] bytes) {
    var struct = ByteBuffer.wrap(bytes).order(order); // <1>
    byte a = struct.get(CStruct.OFFSET_A); // <2>
    int b = struct.getInt(CStruct.OFFSET_B);
    var c = new byte[CStruct.LENGTH_C];
    struct.get(CStruct.OFFSET_C, c); // <3>
    return new CStruct(a, b, CStruct.text(c));
  }
  // end::read[]
}
