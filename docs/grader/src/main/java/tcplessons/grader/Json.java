package tcplessons.grader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON: objects become maps, arrays lists, numbers doubles. The grader has no library for it,
 * because {@code try} runs with the class path of a lesson.
 */
final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Object parse(String text) {
    return new Json(text).value();
  }

  private Object value() {
    char next = next();
    switch (next) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      default:
        at--;
        return word();
    }
  }

  private char next() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at++);
  }

  private Map<String, Object> object() {
    var object = new LinkedHashMap<String, Object>();
    char next = next();
    while (next != '}') {
      next = next == ',' ? next() : next; // the quotation mark before the key
      var key = string();
      next(); // the colon
      object.put(key, value());
      next = next();
    }
    return object;
  }

  private List<Object> array() {
    var array = new ArrayList<>();
    char next = next();
    while (next != ']') {
      at -= next == ',' ? 0 : 1;
      array.add(value());
      next = next();
    }
    return array;
  }

  private String string() {
    var string = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> c;
    };
  }

  private Object word() {
    int from = at;
    while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    var word = text.substring(from, at);
    return switch (word) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> Double.valueOf(word);
    };
  }
}
