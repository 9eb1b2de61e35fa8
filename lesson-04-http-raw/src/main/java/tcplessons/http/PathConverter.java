package tcplessons.http;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A file name on the command line. Java encodes file names in the character set of the locale,
 * which for LANG=C is ASCII: then no other name can be opened.
 */
final class PathConverter implements ITypeConverter<Path> {

  @Override
  public Path convert(String value) {
    try {
      return Path.of(Cli.notBlank(value));
    } catch (InvalidPathException _) {
      throw new TypeConversionException(
          "the name cannot be encoded in the system's locale (LANG); start with LC_ALL=C.UTF-8");
    }
  }

  /** Whether the locale has a character that is not ASCII, here a Korean one. */
  static boolean canEncodeUnicode() {
    try {
      Path.of("한");
      return true;
    } catch (InvalidPathException _) {
      return false;
    }
  }
}
