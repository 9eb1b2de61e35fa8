import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** One page, in a response that the strictest client accepts. */
final class PageChecks extends ServerChecks {

  private static final String REQUEST_LINE = "GET / HTTP/1.1\r\n";
  private static final String UNFINISHED = "the empty line has not come";
  private static final String COMPLETE = "the request is complete";
  private static final String BEGINNING = "<!DOCTYPE html>";
  private static final String HEADING = "<h1>안녕하세요!</h1>";
  private static final String ERROR_RESPONSE = "HTTP/1.1 4";

  private static final String[] FIELDS = {"Connection", "Content-Type", "Date"};

  /** A clock may be wrong by this much. */
  private static final Duration LATENESS_MAX = Duration.ofHours(1);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  @Override
  protected void checks() {
    check(
        "the status line",
        peer -> {
          request(peer);
          peer.expect("HTTP/1.1 200 ");
          var reason = peer.receiveUntil("\r\n", "the rest of the status line");
          peer.that(isText(reason), "the status line ends with CR LF");
        });

    check(
        "the head",
        peer -> {
          request(peer);
          var head = peer.receiveUntil("\r\n\r\n", "the head, up to an empty line");
          var lines = new String(head, ISO_8859_1).split("\r\n");
          peer.that(
              Arrays.stream(lines).skip(1).allMatch(line -> line.matches("[\\w-]+:[^\r\n]*")),
              "each line of a field begins with its name and a colon");
        });

    check(
        "the length",
        peer -> {
          request(peer);
          var body = peer.receiveResponse(COMPLETE, 200).body();
          peer.expectEnd();
          var text = new String(body, UTF_8);
          peer.that(text.startsWith(BEGINNING), "the page begins with <!DOCTYPE html>");
          peer.that(text.contains(HEADING), "the page has the heading, in UTF-8");
        });

    check(
        "the fields",
        peer -> {
          request(peer);
          var response = peer.receiveResponse(COMPLETE, 200);
          for (var field : FIELDS) {
            peer.that(!response.field(field).isEmpty(), "the response has the field " + field);
          }
          peer.that(
              response
                  .field("Content-Type")
                  .toLowerCase(Locale.ROOT)
                  .matches("text/html[ \t]*;[ \t]*charset=\"?utf-8\"?"),
              "Content-Type is text/html; charset=utf-8");
          peer.that(response.field("Connection").equalsIgnoreCase("close"), "Connection is close");
          peer.that(isNow(response.field("Date")), "Date is the time now, in the form of HTTP");
        });

    check(
        "a request in pieces",
        peer -> {
          peer.send("GET / HT");
          peer.nothingComes(UNFINISHED);
          peer.send("TP/1.1\r\nHost: localhost\r\n");
          peer.nothingComes(UNFINISHED);
          peer.send("X: " + word() + "\r\n\r");
          peer.nothingComes(UNFINISHED);
          peer.send("\n");
          peer.receiveResponse(COMPLETE, 200);
          peer.expectEnd();
        });

    check(
        "FIN before the empty line",
        peer -> {
          peer.finish();
          peer.expectEnd();
          var half = connect();
          half.send(REQUEST_LINE);
          half.finish();
          // RFC 9112 section 8 lets a server respond to an incomplete request with an error.
          var came = half.receiveAll("nothing comes, or an error response");
          half.that(
              came.length == 0 || new String(came, ISO_8859_1).startsWith(ERROR_RESPONSE),
              "nothing comes, or an error response",
              came);
        });
  }

  private void request(Connection peer) {
    peer.send(REQUEST_LINE + "Host: localhost\r\nX: " + word() + "\r\n\r\n");
  }

  private static boolean isText(byte[] line) {
    return new String(line, ISO_8859_1).matches("[\\t -~\\x80-\\xFF]*\r\n");
  }

  private static boolean isNow(String date) {
    try {
      var time = ZonedDateTime.parse(date, DATE).toInstant();
      return Duration.between(time, Instant.now()).abs().compareTo(LATENESS_MAX) < 0;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
