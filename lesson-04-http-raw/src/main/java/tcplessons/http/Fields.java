package tcplessons.http;

import java.util.ArrayList;
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

  boolean has(String name) {
    return lines(name).findAny().isPresent();
  }

  /** The value of a field that is not a list. Empty also if it occurs twice: it is then invalid. */
  Optional<String> single(String name) {
    var values = values(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /**
   * The elements of a list, in one line or in several. A comma in a quoted string belongs to the
   * element, and empty elements are ignored: RFC 9110 sections 5.6.1 and 5.6.4.
   */
  List<String> elements(String name) {
    return lines(name).flatMap(value -> elements(value, true)).toList();
  }

  /** The entity tags in a list. A backslash in a tag escapes nothing: RFC 9110 section 8.8.3. */
  List<String> entityTags(String name) {
    return lines(name).flatMap(value -> elements(value, false)).toList();
  }

  private static Stream<String> elements(String value, boolean escapes) {
    var elements = new ArrayList<String>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && escapes && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        elements.add(value.substring(start, i));
        start = i + 1;
      }
    }
    elements.add(value.substring(start));
    return elements.stream().map(String::strip).filter(element -> !element.isEmpty());
  }

  /** Whether a list has this element; case is ignored. */
  boolean hasElement(String name, String element) {
    return elements(name).stream().anyMatch(element::equalsIgnoreCase);
  }

  private Stream<String> lines(String name) {
    return all.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value);
  }
}
