package tcplessons.docs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The error messages that programs print for each failure, in the order of the page: the content of
 * {@code docs/runs/failures.json}.
 *
 * @param with the versions of the programs, and of the C library with the Korean messages
 */
public record FailureCatalog(Map<String, String> with, List<Failure> failures) {

  /**
   * One failure.
   *
   * @param id of the page's section about it
   */
  public record Failure(String id, List<Message> messages) {}

  /**
   * What one program reports.
   *
   * @param condition what the program met; {@code scene.CONDITION} is its text on the page
   * @param program java, node, curl or chromium
   * @param call what the program had called
   * @param name the exception's class, Node's error code, curl's exit code or Chromium's error
   * @param text the message or, for Chromium, the heading of its error page; null if there is none
   * @param korean the message with a Korean locale, if it comes from the C library; or null
   * @param windows the same error on Windows, from public sources: Java's exception with its
   *     message, or Node's code; null if it does not come from the system
   * @param macos the same on macOS
   */
  public record Message(
      String condition,
      String program,
      String call,
      String name,
      String text,
      String korean,
      String windows,
      String macos) {

    /** This message, as a program with a Korean locale reports it. */
    public Message inKorean() {
      return new Message(condition, program, call, name, korean, korean, windows, macos);
    }

    /** Whether it is compared with the messages of other systems. */
    public boolean isCompared() {
      return windows != null && macos != null;
    }
  }

  public static FailureCatalog read(Path file) throws IOException {
    return RecordedJson.read(file, FailureCatalog.class);
  }
}
