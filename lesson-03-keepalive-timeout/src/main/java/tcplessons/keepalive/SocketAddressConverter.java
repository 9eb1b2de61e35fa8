package tcplessons.keepalive;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A server's name and port on the command line: {@code localhost:6005}. */
final class SocketAddressConverter implements ITypeConverter<InetSocketAddress> {

  @Override
  public InetSocketAddress convert(String value) {
    int colon = value.lastIndexOf(':');
    if (colon < 1) {
      throw new TypeConversionException("'" + value + "' is not NAME:PORT");
    }
    int port = new PortConverter().convert(value.substring(colon + 1));
    var address = new InetSocketAddress(value.substring(0, colon), port);
    if (address.isUnresolved()) {
      throw new TypeConversionException("'" + address.getHostString() + "' is an unknown host");
    }
    return address;
  }
}
