package tcplessons.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Header fields in the order in which they were received. Names are case-insensitive (RFC 9110
 * section 5.1); several lines with the same name are one list (section 5.2).
 */
record Fields(List<Field> all) {

  /** One field line. */
  record Field(String name, String value) {}

  /** The value of each line with this name. */
  List<String> values(String name) {
    var values = new ArrayList<String>(1);
    for (var field : all) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  boolean has(String name) {
    return !values(name).isEmpty();
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
    return elements(name, true);
  }

  /** The entity tags in a list. A backslash in a tag escapes nothing: RFC 9110 section 8.8.3. */
  List<String> entityTags(String name) {
    return elements(name, false);
  }

  private List<String> elements(String name, boolean escapes) {
    var elements = new ArrayList<String>(1);
    for (var value : values(name)) {
      int start = 0;
      while (start <= value.length()) {
        int end = elementEnd(value, start, escapes);
        var element = value.substring(start, end).strip();
        if (!element.isEmpty()) {
          elements.add(element);
        }
        start = end + 1;
      }
    }
    return elements;
  }

  /** The index of the comma after the element that starts at {@code from}, or the value's end. */
  private static int elementEnd(String value, int from, boolean escapes) {
    boolean quoted = false;
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && escapes && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return value.length();
  }

  /** Whether a list has this element; case is ignored. */
  boolean hasElement(String name, String element) {
    for (var each : elements(name)) {
      if (each.equalsIgnoreCase(element)) {
        return true;
      }
    }
    return false;
  }
}
