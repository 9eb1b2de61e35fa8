package tcplessons.binary;

import java.io.IOException;

/** One of three ways to read the same 24 bytes. */
interface StructReader {

  /**
   * @param bytes exactly {@link CStruct#SIZE} of them
   */
  CStruct read(byte[] bytes) throws IOException;
}
