package tcplessons.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Standard input, even if the process was started without one. */
final class StandardInput {

  /** The first four bytes of {@code lib/modules}, the file with the classes of a JDK. */
  private static final int MODULES_MAGIC = 0xCAFEDADA;

  private StandardInput() {}

  /**
   * Returns {@code System.in}, or an empty stream if file descriptor 0 was closed at the start.
   *
   * <p>open(2) returns the lowest free descriptor. If 0 is free ({@code <&-} in a shell), the first
   * file that the JVM opens becomes its standard input: the classes of the JDK. {@code System.in}
   * would read its 140 MB. A JVM that Maven starts inherits the file from Maven's JVM.
   */
  static InputStream orEmpty() {
    return isJdkClasses() ? InputStream.nullInputStream() : System.in;
  }

  private static boolean isJdkClasses() {
    try {
      var channel =
          new FileInputStream(FileDescriptor.in).getChannel(); // stays open, as stdin does
      var magic = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
      channel.read(magic, 0); // pread(2) leaves the position of a file, and fails on all others
      return !magic.hasRemaining() && magic.getInt(0) == MODULES_MAGIC;
    } catch (IOException _) {
      return false; // a terminal or pipe; or it cannot be read, and then no read succeeds
    }
  }
}
