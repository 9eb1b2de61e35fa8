package tcplessons.http;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;

/**
 * Which state of a file this is, and whether the client wants it: conditional requests, RFC 9110
 * section 13.
 *
 * @param tag a strong entity tag, section 8.8.3
 * @param modified in whole seconds, as dates in fields are
 */
record Version(String tag, Instant modified) {

  /** What a client gets instead of the file, if anything. */
  enum Verdict {
    SEND,
    NOT_MODIFIED,
    PRECONDITION_FAILED
  }

  /** A file that is written twice within the clock's resolution, with one size, deceives us. */
  static Version of(BasicFileAttributes file) {
    var time = file.lastModifiedTime().toInstant();
    long nanos = time.getEpochSecond() * 1_000_000_000 + time.getNano();
    var tag = "\"%x-%x\"".formatted(file.size(), nanos);
    return new Version(tag, time.truncatedTo(SECONDS));
  }

  /** In the order of section 13.2.2: a tag tells more than a date, and is asked instead of it. */
  // tag::judge[]
  Verdict judge(Fields fields) {
    if (fields.first("If-Match").isPresent()) {
      if (!isAmong(fields.elements("If-Match"), false)) {
        return Verdict.PRECONDITION_FAILED;
      }
    } else if (fields.first("If-Unmodified-Since").flatMap(HttpDate::parse).isPresent()
        && !isUnmodifiedSince(fields, "If-Unmodified-Since")) {
      return Verdict.PRECONDITION_FAILED;
    }
    boolean known =
        fields.first("If-None-Match").isPresent()
            ? isAmong(fields.elements("If-None-Match"), true)
            : isUnmodifiedSince(fields, "If-Modified-Since");
    return known ? Verdict.NOT_MODIFIED : Verdict.SEND;
  }

  // end::judge[]

  /** Whether a part of the file goes with the parts that the client has: section 13.1.5. */
  boolean continues(Fields fields) {
    return fields
        .first("If-Range")
        .map(value ->
            value.equals(tag) || HttpDate.parse(value).filter(modified::equals).isPresent())
        .orElse(true);
  }

  /** Weak comparison takes {@code W/"x"} for {@code "x"}: section 8.8.3.2. */
  private boolean isAmong(List<String> tags, boolean weakly) {
    return tags.stream()
        .anyMatch(it -> it.equals("*") || it.equals(tag) || weakly && it.equals("W/" + tag));
  }

  private boolean isUnmodifiedSince(Fields fields, String name) {
    return fields
        .first(name)
        .flatMap(HttpDate::parse)
        .filter(date -> !modified.isAfter(date))
        .isPresent();
  }
}
