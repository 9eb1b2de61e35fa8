package tcplessons.docs.bench.peers;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;

/** The page from Helidon, which has a virtual thread for each connection. */
final class HelidonHello {

  void main(String[] args) {
    byte[] page = Page.bytes();
    WebServer.builder()
        .host("127.0.0.1")
        .port(Integer.parseInt(args[0]))
        .routing(routing ->
            routing.get(
                "/",
                (_, response) -> {
                  response.header(HeaderNames.CONTENT_TYPE, Page.TYPE);
                  response.send(page);
                }))
        .build()
        .start();
  }
}
