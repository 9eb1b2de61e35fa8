package tcplessons.docs.failures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import tcplessons.docs.kit.Project;
import tcplessons.docs.model.FailureCatalog;
import tcplessons.docs.model.FailureCatalog.Failure;
import tcplessons.docs.model.FailureCatalog.Message;

/**
 * An error message of the page.
 *
 * @param failure the id of its section
 * @param korean the error's text with a Korean locale; null if it is the same or not on the page
 */
record RecordedError(
    String failure,
    ErrorCondition condition,
    ClientProgram program,
    String call,
    ReportedError error,
    String korean) {

  static final FailureCatalog CATALOG = read();

  static final List<RecordedError> ALL =
      CATALOG.failures().stream()
          .flatMap(failure -> failure.messages().stream().map(message -> of(failure, message)))
          .toList();

  private static FailureCatalog read() {
    try {
      return FailureCatalog.read(Project.module().resolve("failures.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedError of(Failure failure, Message message) {
    return new RecordedError(
        failure.id(),
        ErrorCondition.valueOf(constant(message.condition())),
        ClientProgram.valueOf(constant(message.program())),
        message.call(),
        new ReportedError(message.name(), message.text()),
        message.korean());
  }

  private static String constant(String key) {
    return key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The errors of the same call: more than one if timing decides which is reported. */
  List<RecordedError> alternatives() {
    return ALL.stream().filter(other -> other.toString().equals(toString())).toList();
  }

  @Override
  public String toString() {
    return "%s: %s, %s, %s".formatted(failure, program, call, condition);
  }
}
