package tcplessons.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Header fields, in the order in which they came. Upper and lower case are the same in names (RFC
 * 9110 section 5.1); several lines with one name are one list (section 5.2).
 */
record Fields(List<Field> all) {

  /** One line of them. */
  record Field(String name, String value) {}

  /** The values of each line with this name. */
  List<String> values(String name) {
    return lines(name).toList();
  }

  Optional<String> first(String name) {
    return lines(name).findFirst();
  }

  /** The elements of a list, whether they came in one line or in several. */
  List<String> elements(String name) {
    return lines(name)
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** Whether a list of words holds this one. */
  boolean lists(String name, String word) {
    return elements(name).stream().anyMatch(word::equalsIgnoreCase);
  }

  private Stream<String> lines(String name) {
    return all.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value);
  }
}
