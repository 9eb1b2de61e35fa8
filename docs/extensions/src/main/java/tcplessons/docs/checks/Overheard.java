package tcplessons.docs.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.asciidoctor.log.LogHandler;
import org.asciidoctor.log.LogRecord;

/**
 * What Asciidoctor says about the page that it works on, but not loud enough or not where.
 *
 * <p>One page at a time: an Asciidoctor converts in one thread.
 */
final class Overheard implements LogHandler {
  private final List<LogRecord> records = new ArrayList<>();

  @Override
  public void log(LogRecord message) {
    records.add(message);
  }

  void forget() {
    records.clear();
  }

  List<LogRecord> matching(Predicate<LogRecord> wanted) {
    return records.stream().filter(wanted).toList();
  }
}
