package tcplessons.broadcast;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The addresses of a cluster's servers on the command line. */
final class ServerAddress {

  private ServerAddress() {}

  /** {@code HOST:PORT}. */
  static final class Converter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String value) {
      int colon = value.lastIndexOf(':');
      if (colon < 1) {
        throw new TypeConversionException("'" + value + "' is not HOST:PORT");
      }
      int port = new PortConverter().convert(value.substring(colon + 1));
      return resolve(value.substring(0, colon), port);
    }
  }

  /** {@code HOST} or {@code HOST:PORT}; the port is 0 if it is missing. */
  static final class OptionalPortConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String value) {
      boolean ipv6 = value.matches("\\[[^]]*]|[^\\[]*:.*:.*"); // [::1] or ::1
      return ipv6 || !value.contains(":") ? resolve(value, 0) : new Converter().convert(value);
    }
  }

  private static InetSocketAddress resolve(String host, int port) {
    var address = new InetSocketAddress(Cli.notBlank(host), port);
    if (address.isUnresolved()) {
      throw new TypeConversionException("'" + host + "' is an unknown host");
    }
    return address;
  }
}
