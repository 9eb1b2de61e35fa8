package tcplessons.binary;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * With a DataInputStream, which reads one thing after the other and takes the highest byte first,
 * always. It reads what a DataOutputStream wrote, or a C++ program that used htonl(); from one that
 * did not, it gets another number.
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
