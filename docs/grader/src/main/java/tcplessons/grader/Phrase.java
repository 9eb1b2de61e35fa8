package tcplessons.grader;

/**
 * A sentence of the report in any language.
 *
 * @param key its name in {@code words_xx.properties}
 * @param values for its {@code {0}}, {@code {1}} ...: numbers, bytes, phrases, or {@link Reason}s
 */
record Phrase(String key, Object... values) {

  /**
   * A reason that a check gives. The exercise's texts have its translations.
   *
   * @param text in English
   */
  record Reason(String text) {}
}
