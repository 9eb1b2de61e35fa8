package tcplessons.http;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;

/**
 * What distinguishes one version of a file from another, RFC 9110 section 8.8, and how conditional
 * requests are evaluated with it, section 13.
 *
 * @param entityTag a strong one: section 8.8.3
 * @param lastModified in whole seconds, like the dates in fields: section 8.8.2
 */
record Validators(String entityTag, Instant lastModified) {

  /** The result of the preconditions in a request: section 13.2. */
  enum Evaluation {
    PERFORM_METHOD,
    NOT_MODIFIED,
    PRECONDITION_FAILED
  }

  /**
   * Two versions of a file get the same entity tag if they have the same size and were written
   * within the resolution of the file system's clock.
   */
  static Validators of(BasicFileAttributes file) {
    var time = file.lastModifiedTime().toInstant();
    long nanos = time.getEpochSecond() * 1_000_000_000 + time.getNano();
    var entityTag = "\"%x-%x\"".formatted(file.size(), nanos);
    return new Validators(entityTag, time.truncatedTo(SECONDS));
  }

  /** In the order of section 13.2.2: if a request has a tag, its date is ignored. */
  // tag::evaluate[]
  Evaluation evaluate(Fields fields) {
    if (fields.first("If-Match").isPresent()) {
      if (!isAmong(fields.elements("If-Match"), false)) {
        return Evaluation.PRECONDITION_FAILED;
      }
    } else if (fields.first("If-Unmodified-Since").flatMap(HttpDate::parse).isPresent()
        && !isUnmodifiedSince(fields, "If-Unmodified-Since")) {
      return Evaluation.PRECONDITION_FAILED;
    }
    boolean clientHasIt =
        fields.first("If-None-Match").isPresent()
            ? isAmong(fields.elements("If-None-Match"), true)
            : isUnmodifiedSince(fields, "If-Modified-Since");
    return clientHasIt ? Evaluation.NOT_MODIFIED : Evaluation.PERFORM_METHOD;
  }

  // end::evaluate[]

  /** Whether a Range field may be obeyed: the client has a part of the same version, 13.1.5. */
  boolean matchIfRange(Fields fields) {
    return fields
        .first("If-Range")
        .map(value ->
            value.equals(entityTag)
                || HttpDate.parse(value).filter(lastModified::equals).isPresent())
        .orElse(true);
  }

  /** The weak comparison also accepts {@code W/"x"} for {@code "x"}: section 8.8.3.2. */
  private boolean isAmong(List<String> tags, boolean weakComparison) {
    return tags.stream()
        .anyMatch(it ->
            it.equals("*")
                || it.equals(entityTag)
                || weakComparison && it.equals("W/" + entityTag));
  }

  private boolean isUnmodifiedSince(Fields fields, String name) {
    return fields
        .first(name)
        .flatMap(HttpDate::parse)
        .filter(date -> !lastModified.isAfter(date))
        .isPresent();
  }
}
