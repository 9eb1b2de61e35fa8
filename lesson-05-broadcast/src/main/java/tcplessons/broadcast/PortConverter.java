package tcplessons.broadcast;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A port on the command line: 16 bits, RFC 9293 section 3.1. Every lesson has the same copy. */
final class PortConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String value) {
    if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535) {
      return Integer.valueOf(value);
    }
    throw new TypeConversionException("'" + value + "' is not a port (0 to 65535)");
  }
}
