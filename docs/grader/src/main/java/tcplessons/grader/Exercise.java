package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An exercise: a folder {@code src/exercises/ID} of a lesson, and everything in it.
 *
 * @param lesson the folder of the lesson's module
 */
public record Exercise(Path lesson, String id, Properties properties) {

  private static final String CHECKS_SUFFIX = "Checks.java";

  /** All exercises of these lessons, in the order in which they are meant to be done. */
  public static List<Exercise> all(List<Path> lessons) throws IOException {
    var all = Stream.<Exercise>builder();
    for (var lesson : lessons) {
      for (var folder : children(lesson.resolve("src/exercises"))) {
        if (Files.isRegularFile(folder.resolve("exercise.properties"))) {
          all.add(read(lesson, folder));
        }
      }
    }
    return all.build()
        .sorted(
            Comparator.comparing(Exercise::number)
                .thenComparing(Exercise::order)
                .thenComparing(Exercise::id))
        .toList();
  }

  public static List<Path> lessons(Path root) throws IOException {
    return children(root).stream()
        .filter(folder -> folder.getFileName().toString().matches("lesson-\\d\\d-.*"))
        .toList();
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().toList();
    }
  }

  static Exercise read(Path lesson, Path folder) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve("exercise.properties"))) {
      properties.load(reader);
    }
    return new Exercise(lesson, folder.getFileName().toString(), properties);
  }

  public Path folder() {
    return lesson.resolve("src/exercises").resolve(id);
  }

  /** The two digits of the lesson. */
  public String number() {
    return lesson.getFileName().toString().split("-")[1];
  }

  private int order() {
    return Integer.parseInt(properties.getProperty("order", "99"));
  }

  public int minutes() {
    return Integer.parseInt(properties.getProperty("minutes"));
  }

  /** Whether it belongs to the short path: one exercise a lesson, for readers with little time. */
  public boolean isOnShortPath() {
    return Boolean.parseBoolean(properties.getProperty("short-path"));
  }

  /** The short path, in the order of the lessons. */
  public static List<Exercise> shortPath(Path root) throws IOException {
    return all(lessons(root)).stream().filter(Exercise::isOnShortPath).toList();
  }

  public static int minutes(List<Exercise> exercises) {
    return exercises.stream().mapToInt(Exercise::minutes).sum();
  }

  /** The file that the reader gets. */
  Path starter() throws IOException {
    return onlyFile(".java");
  }

  /** The second file that the reader gets, if the exercise is a server and its client. */
  Optional<Path> client() {
    return Optional.ofNullable(properties.getProperty("client")).map(folder()::resolve);
  }

  /** All files that the reader gets. */
  List<Path> starters() throws IOException {
    return Stream.concat(Stream.of(starter()), client().stream()).toList();
  }

  /** Whether its checks are stages, which the reader solves one after the other. */
  boolean hasStages() {
    return Boolean.parseBoolean(properties.getProperty("stages"));
  }

  Path checks() throws IOException {
    return onlyFile(CHECKS_SUFFIX);
  }

  private Path onlyFile(String suffix) throws IOException {
    try (var files = Files.list(folder())) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .filter(file -> suffix.equals(CHECKS_SUFFIX) || !file.toString().endsWith(CHECKS_SUFFIX))
          .filter(file -> !client().equals(Optional.of(file)))
          .findFirst()
          .orElseThrow(() -> new IOException("no *" + suffix + " in " + folder()));
    }
  }

  public Path solution() throws IOException {
    return folder().resolve("solution").resolve(starter().getFileName());
  }

  /** The solution, and the one of its client. */
  public List<Path> solutions() throws IOException {
    return starters().stream()
        .map(file -> folder().resolve("solution").resolve(file.getFileName()))
        .toList();
  }

  /** The solutions in other languages. */
  public List<Path> otherSolutions() throws IOException {
    try (var files = Files.list(folder().resolve("solution"))) {
      return files.filter(file -> !file.toString().endsWith(".java")).sorted().toList();
    }
  }

  public List<Mutant> mutants() throws IOException {
    return Mutant.read(folder().resolve("mutants.txt"));
  }

  public ExerciseText text(String language) throws IOException {
    return ExerciseText.read(folder().resolve(language + ".adoc"));
  }

  /** The section that explains what a check is about: {@code lesson-01#reading}. */
  String section(String check) {
    return properties.getProperty(
        "section." + slug(check), properties.getProperty("section", "lesson-" + number()));
  }

  /** The section that explains a mistake, if it is another one than that of its check. */
  String section(String check, Optional<Mutant> mutant) {
    return mutant
        .map(each -> properties.getProperty("section.mutant-" + each.name()))
        .orElseGet(() -> section(check));
  }

  static String slug(String check) {
    return check
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }

  /** A command that does what the check does; {@code PORT} in it stands for the port. */
  String byHand(String check) {
    return properties.getProperty("by-hand." + slug(check), "");
  }

  /** The arguments of a program that is started by hand, before the port, or host and port. */
  String byHandArguments() {
    return properties.getProperty("arguments", "");
  }

  /** The check at which the starter fails. */
  String starterFails() {
    return properties.getProperty("starter.fails", "");
  }

  /** The frauds that solve it. */
  Set<String> allowedFrauds() {
    return Set.of(properties.getProperty("frauds.pass", "").strip().split("[,\\s]+"));
  }
}
