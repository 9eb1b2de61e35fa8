package tcplessons.docs.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The names of the cited tests in the language of a folder of pages, from {@code tests.properties}
 * in that folder. In English a test without a line there has its method's name, with spaces.
 */
record TestTitles(Properties titles, boolean isEnglish) {

  static final String FILE_NAME = "tests.properties";

  static TestTitles of(Path folder) {
    var titles = new Properties();
    var file = folder.resolve(FILE_NAME);
    if (Files.isRegularFile(file)) {
      try (var in = Files.newBufferedReader(file)) {
        titles.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new TestTitles(titles, folder.endsWith("en"));
  }

  /** The name of a test, or null if it is missing. */
  String title(CitedTest test) {
    var spaced = isEnglish ? test.method().replace('_', ' ') : null;
    return titles.getProperty(test.key(), spaced);
  }
}
