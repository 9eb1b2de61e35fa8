package tcplessons.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard input, also if the process was started without one. */
final class StandardInput {

  /** The classes of the JDK, which the JVM opens as its first file and keeps open. */
  private static final Path JDK_CLASSES = Path.of(System.getProperty("java.home"), "lib/modules");

  private StandardInput() {}

  /**
   * Returns {@code System.in}, or an empty stream if file descriptor 0 was closed at the start.
   *
   * <p>open(2) returns the lowest free descriptor. If 0 is free ({@code <&-} in a shell), the JVM's
   * first file becomes its standard input, and {@code System.in} would read its 140 MB.
   */
  static InputStream orEmpty() {
    return isJdkClasses() ? InputStream.nullInputStream() : System.in;
  }

  private static boolean isJdkClasses() {
    try {
      var channel = new FileInputStream(FileDescriptor.in).getChannel(); // stays open, as stdin does
      return channel.size() == Files.size(JDK_CLASSES);
    } catch (IOException _) {
      return false; // a closed descriptor, for example: reading it fails
    }
  }
}
