package tcplessons.docs;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Lessons do not depend on each other, so each lesson has its own copy of shared helper classes. A
 * class that several lessons have must have the same source in all of them, apart from the package
 * line.
 */
class IdenticalCopiesTest {

  private static final Path ROOT = Path.of("../..");

  /** Classes that differ on purpose, and the lessons in which they do. */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "TcpServer.java", "0[45]", // these limit the number of connections, each in its own way
          "ListenOptions.java", "05", // an IPv4 address means IPv4 alone
          "Hello.java", "04", // another step with the same name
          "Echo.java", "04");

  @TestFactory
  Stream<DynamicTest> copies_in_all_lessons_are_identical() throws IOException {
    return copies().entrySet().stream()
        .map(copies ->
            DynamicTest.dynamicTest(
                copies.getKey(), () -> assertIdentical(copies.getKey(), copies.getValue())));
  }

  @Test
  void every_exception_is_still_needed() throws IOException {
    assertThat(copies().keySet()).containsAll(DIFFERENT.keySet());
  }

  private static void assertIdentical(String name, List<Path> files) throws IOException {
    var lessonsBySource = new TreeMap<String, List<String>>();
    for (var file : files) {
      var lesson = lesson(file);
      if (!lesson.matches("lesson-(" + DIFFERENT.getOrDefault(name, "none") + ")-.*")) {
        var source = Files.readString(file).replaceFirst("package .*;", "");
        lessonsBySource.computeIfAbsent(source, any -> new ArrayList<>()).add(lesson);
      }
    }
    assertThat(lessonsBySource.values())
        .as("lessons with the same copy of " + name)
        .hasSizeLessThanOrEqualTo(1);
  }

  private static String lesson(Path file) {
    return ROOT.relativize(file).getName(0).toString();
  }

  /** The files of each name that occurs in several lessons; tests of a lesson's own aside. */
  private static Map<String, List<Path>> copies() throws IOException {
    var files = new ArrayList<Path>();
    try (var lessons = Files.newDirectoryStream(ROOT, "lesson-*")) {
      for (var lesson : lessons) {
        try (var sources = Files.walk(lesson.resolve("src"))) {
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.startsWith(lesson.resolve("src/exercises")))
              .forEach(files::add);
        }
      }
    }
    return files.stream()
        .collect(
            groupingBy(file -> file.getFileName().toString(), TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .filter(each -> each.getValue().size() > 1 && !isOwn(each.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Each lesson has a description and tests of its own; CliTest is a copy. */
  private static boolean isOwn(String name) {
    return name.equals("package-info.java")
        || name.endsWith("Test.java") && !name.equals("CliTest.java");
  }
}
