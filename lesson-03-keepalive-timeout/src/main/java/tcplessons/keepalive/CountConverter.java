package tcplessons.keepalive;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A count on the command line: the range that the kernel takes for TCP_KEEPCNT, tcp(7). */
final class CountConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String value) {
    if (value.matches("\\d{1,3}")) {
      int count = Integer.parseInt(value);
      if (1 <= count && count <= 127) {
        return count;
      }
    }
    throw new TypeConversionException("'" + value + "' is not a count (1 to 127)");
  }
}
