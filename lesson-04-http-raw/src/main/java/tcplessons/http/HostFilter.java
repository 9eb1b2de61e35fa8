package tcplessons.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import lombok.RequiredArgsConstructor;

/**
 * Refuses requests whose Host names another server: the defence of a local server against DNS
 * rebinding. A page of evil.example makes the browser resolve its own name again, this time to
 * 127.0.0.1. For the browser the local server is then a part of evil.example, whose scripts may
 * read its responses. The Host field still contains evil.example.
 */
@RequiredArgsConstructor
final class HostFilter implements Handler {

  private static final Response MISDIRECTED =
      Response.error(
          Status.MISDIRECTED_REQUEST,
          "this is no name of this server. Allow it: --allow-host NAME");

  private final Handler handler;

  /** Names that are accepted besides localhost and the loopback addresses. */
  private final List<String> allowed;

  @Override
  public boolean accepts(String method) {
    return handler.accepts(method);
  }

  // tag::handle[]
  @Override
  public Response handle(Request request) throws IOException {
    return isOwn(request.head().host()) ? handler.handle(request) : MISDIRECTED;
  }

  private boolean isOwn(String host) {
    var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.isEmpty() // HTTP/1.0 without Host: not a browser
        || name.equals("localhost")
        || isLoopbackAddress(name)
        || allowed.stream().anyMatch(name::equalsIgnoreCase);
  }

  // end::handle[]

  private static boolean isLoopbackAddress(String text) {
    try {
      return InetAddress.ofLiteral(text).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false; // it is a name
    }
  }
}
