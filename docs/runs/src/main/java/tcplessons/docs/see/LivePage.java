package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.docs.run.RunFigure;
import tcplessons.docs.run.RunFigure.Caption;

/**
 * A page on the loopback address on which connections appear while they happen. Its server is that
 * of the JDK: the servers of lesson 04 send complete responses only, each with its Content-Length,
 * and an event stream has no length.
 */
final class LivePage implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The names of this server: a page of another name is refused, against DNS rebinding. */
  private static final Pattern OWN_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

  private static final Pattern CONNECTION = Pattern.compile("connection=(\\d{1,9})");

  /** Open pages; each has a thread and the rows that it has got. */
  private static final int STREAMS_MAX = 8;

  private static final int LISTED_MAX = 200;

  /** A browser draws a figure in less time. */
  private static final int INTERVAL_MS = 250;

  private final Observed observed;
  private final Words words;
  private final byte[] page;
  private final HttpServer server;
  private final Semaphore streams = new Semaphore(STREAMS_MAX);
  private volatile boolean closed;

  private LivePage(Observed observed, Words words, byte[] page, HttpServer server) {
    this.observed = observed;
    this.words = words;
    this.page = page;
    this.server = server;
  }

  /**
   * @param port 0 for any free port
   */
  static LivePage open(Observed observed, Output output, String title, int port)
      throws IOException {
    var live = new LivePage(observed, output.words(), page(output, title), server(port));
    live.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    live.server.createContext("/", live::handle);
    live.server.start();
    return live;
  }

  private static HttpServer server(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on port %d: %s. Another: --page-port N".formatted(port, e.getMessage()),
          e);
    }
  }

  private static byte[] page(Output output, String title) throws IOException {
    var words = output.words();
    var page = output.page(title);
    var tools = page.text().appendElement("p").addClass("live-tools");
    button(tools, "pause", words.say("see.pause")).attr("data-resume", words.say("see.resume"));
    button(tools, "follow", words.say("see.follow")).attr("aria-pressed", "true");
    tools.appendElement("span").addClass("count").attr("role", "status");
    page.text().appendChild(new ConnectionList(words).element(List.of()));
    page.text()
        .appendElement("div")
        .addClass("figures")
        .appendElement("p")
        .text(words.say("see.waiting"));
    return page.html("'self'", Output.resource("live.js")).getBytes(UTF_8);
  }

  private static Element button(Element parent, String name, String text) {
    return parent.appendElement("button").attr("type", "button").addClass(name).text(text);
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  InetAddress listensOn() {
    return server.getAddress().getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getResponseHeaders();
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Cache-Control", "no-store");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("X-Frame-Options", "DENY");
      var host = exchange.getRequestHeaders().getFirst("Host");
      if (host == null || !OWN_HOST.matcher(host).matches()) {
        respond(exchange, 421, "text/plain", "this is no name of this server\n".getBytes(UTF_8));
      } else if (!exchange.getRequestMethod().equals("GET")) {
        respond(exchange, 405, "text/plain", "GET only\n".getBytes(UTF_8));
      } else {
        switch (exchange.getRequestURI().getPath()) {
          case "/" -> respond(exchange, 200, "text/html; charset=utf-8", page);
          case "/events" -> stream(exchange);
          default -> respond(exchange, 404, "text/plain", "no such page\n".getBytes(UTF_8));
        }
      }
    }
  }

  private static void respond(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private void stream(HttpExchange exchange) throws IOException {
    if (!streams.tryAcquire()) {
      respond(exchange, 503, "text/plain", "too many pages are open\n".getBytes(UTF_8));
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      var query = CONNECTION.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
      send(exchange.getResponseBody(), query.matches() ? Integer.parseInt(query.group(1)) : 0);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      streams.release();
    }
  }

  /**
   * Sends what has changed until the browser closes the stream.
   *
   * @param connection 0 for the one that has begun last
   */
  private void send(OutputStream out, int connection) throws IOException, InterruptedException {
    var list = new ChangedRows();
    var figure = new ChangedRows();
    long known = -1;
    while (!closed) {
      long now = observed.awaitChange(known);
      if (now == known) {
        out.write(":\n\n".getBytes(UTF_8)); // fails when the browser has closed the stream
        out.flush();
        continue;
      }
      known = now;
      var rows =
          observed.lastConnections(
              LISTED_MAX, each -> new ConnectionList(words).row(each).outerHtml());
      send(out, "list", list.next("" + observed.connectionCount(), rows));
      sendFigure(out, figure, connection);
      out.flush();
      Thread.sleep(INTERVAL_MS);
    }
  }

  private void sendFigure(OutputStream out, ChangedRows before, int connection) throws IOException {
    int number = connection > 0 ? connection : observed.connectionCount();
    var seen = observed.of(number);
    var run = seen.run(ConnectionList.id(number), Map.of(), "");
    var title = number > 0 ? words.say("see.connection", "" + number) : words.say("see.programs");
    var figure =
        new RunFigure(run, words, new Caption(null, null, List.of())).element(title, false);
    // The number of packets is in the list: here each packet would replace the whole figure.
    var facts = figure.selectFirst(".run-facts").empty();
    if (seen.connections().stream().anyMatch(CapturedConnection::isByTap)) {
      facts.text(words.say("see.by-tap"));
    } else if (seen.connections().stream().anyMatch(each -> !each.isFromSyn())) {
      facts.text(words.say("see.from-middle"));
    }
    var list = figure.selectFirst(".diagram > ol");
    var rows = list.children().stream().map(Element::outerHtml).toList();
    list.empty();
    send(out, "figure", before.next(figure.outerHtml(), rows));
  }

  private static void send(OutputStream out, String event, ChangedRows.Change change)
      throws IOException {
    var data = JSON.writeValueAsString(change); // one line: JSON escapes line ends
    out.write("event: %s\ndata: %s\n\n".formatted(event, data).getBytes(UTF_8));
  }

  /** Closes the open streams, too. */
  @Override
  public void close() {
    closed = true;
    server.stop(0);
  }
}
