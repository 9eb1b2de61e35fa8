import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The hello page from the JDK's own server, with a virtual thread for each request. */
void main(String[] args) throws IOException {
  var text =
      """
      <!DOCTYPE html>
      <html lang="ko">
      <meta charset="utf-8">
      <title>HELLO HTTP!</title>
      <body>
      <h1>HELLO!</h1>
      </body>
      </html>
      """;
  byte[] page = text.getBytes(StandardCharsets.UTF_8);
  var server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 511);
  server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  server.createContext(
      "/",
      exchange -> {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        try (var body = exchange.getResponseBody()) {
          body.write(page);
        }
      });
  server.start();
  IO.println("listen on port " + server.getAddress().getPort());
}
