package tcplessons.binary;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * Decodes with a DataInputStream, which reads member by member and is always big endian. So it
 * reads what a DataOutputStream has written, or a C++ program that calls htonl(): byteorder(3). If
 * the C++ program does not call it, b is another number.
 */
record StreamReader() implements StructReader {

  // tag::read[]
  @Override
  public CStruct read(byte[] bytes) throws IOException {
    var struct = new DataInputStream(new ByteArrayInputStream(bytes));
    byte a = struct.readByte();
    struct.skipNBytes(3); // <1>
    int b = struct.readInt(); // <2>
    byte[] c = struct.readNBytes(CStruct.LENGTH_C);
    return new CStruct(a, b, CStruct.text(c));
  }
  // end::read[]
}
