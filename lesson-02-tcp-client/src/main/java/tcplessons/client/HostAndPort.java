package tcplessons.client;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A server on the command line: {@code localhost:5000}. */
record HostAndPort(String host, int port) {

  @Override
  public String toString() {
    return host + ":" + port;
  }

  /** Splits at the last colon, so that an IPv6 address needs no brackets. */
  static final class Converter implements ITypeConverter<HostAndPort> {

    @Override
    public HostAndPort convert(String value) {
      int colon = value.lastIndexOf(':');
      if (colon < 1 || value.substring(0, colon).isBlank()) {
        throw new TypeConversionException("'" + value + "' is not NAME:PORT");
      }
      int port = new PortConverter().convert(value.substring(colon + 1));
      return new HostAndPort(value.substring(0, colon), port);
    }
  }
}
