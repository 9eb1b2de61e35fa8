package tcplessons.binary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes with a ByteBuffer: the code states the offset of each member and the byte order.
 *
 * @param order of the bytes of b; the default of a ByteBuffer is big endian
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
