package tcplessons.http;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
   * Two versions of a file get the same entity tag if they have the same size, were written within
   * the resolution of the file system's clock, and one of them has not replaced the other by
   * rename.
   */
  static Validators of(BasicFileAttributes file) {
    var time = file.lastModifiedTime().toInstant();
    long nanos = time.getEpochSecond() * 1_000_000_000 + time.getNano();
    var entityTag = "\"%x-%x-%x\"".formatted(file.size(), nanos, Objects.hashCode(file.fileKey()));
    return new Validators(entityTag, time.truncatedTo(SECONDS));
  }

  /** In the order of section 13.2.2: if a request has a tag, its date is ignored. */
  // tag::evaluate[]
  Evaluation evaluate(Fields fields) {
    if (fields.has("If-Match")) {
      if (!isAmong(fields.entityTags("If-Match"), false)) {
        return Evaluation.PRECONDITION_FAILED;
      }
    } else if (fields.single("If-Unmodified-Since").flatMap(HttpDate::parse).isPresent()
        && !isUnmodifiedSince(fields, "If-Unmodified-Since")) {
      return Evaluation.PRECONDITION_FAILED;
    }
    boolean clientHasIt =
        fields.has("If-None-Match")
            ? isAmong(fields.entityTags("If-None-Match"), true)
            : isUnmodifiedSince(fields, "If-Modified-Since");
    return clientHasIt ? Evaluation.NOT_MODIFIED : Evaluation.PERFORM_METHOD;
  }

  // end::evaluate[]

  /**
   * Whether a Range field may be obeyed: the client has a part of the same version, section 13.1.5.
   * A date is never accepted. A file that is written twice in a second has the same Last-Modified
   * twice, and the client would join parts of two versions: section 8.8.2.2.
   */
  boolean matchIfRange(Fields fields) {
    return !fields.has("If-Range")
        || fields.single("If-Range").filter(entityTag::equals).isPresent();
  }

  /** The weak comparison also accepts {@code W/"x"} for {@code "x"}: section 8.8.3.2. */
  private boolean isAmong(List<String> tags, boolean weakComparison) {
    return tags.equals(List.of("*"))
        || tags.contains(entityTag)
        || weakComparison && tags.contains("W/" + entityTag);
  }

  private boolean isUnmodifiedSince(Fields fields, String name) {
    return fields
        .single(name)
        .flatMap(HttpDate::parse)
        .filter(date -> !lastModified.isAfter(date))
        .isPresent();
  }
}
