package tcplessons.binary;

import java.io.IOException;

/** Decodes the 24 bytes of a struct; each implementation uses another API of Java. */
interface StructReader {

  /**
   * @param bytes exactly {@link CStruct#SIZE} of them
   */
  CStruct read(byte[] bytes) throws IOException;
}
