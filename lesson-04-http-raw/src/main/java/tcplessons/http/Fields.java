package tcplessons.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Header fields in the order in which they were received. Names are case-insensitive (RFC 9110
 * section 5.1); several lines with the same name are one list (section 5.2).
 */
record Fields(List<Field> all) {

  /** One field line. */
  record Field(String name, String value) {}

  /** The value of each line with this name. */
  List<String> values(String name) {
    return lines(name).toList();
  }

  Optional<String> first(String name) {
    return lines(name).findFirst();
  }

  /** The elements of a list, in one line or in several: RFC 9110 section 5.6.1. */
  List<String> elements(String name) {
    return lines(name)
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** Whether a list has this element; case is ignored. */
  boolean hasElement(String name, String element) {
    return elements(name).stream().anyMatch(element::equalsIgnoreCase);
  }

  private Stream<String> lines(String name) {
    return all.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value);
  }
}
