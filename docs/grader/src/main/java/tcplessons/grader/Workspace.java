package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

/**
 * The reader's own folder in a lesson: the attempts, the progress, and the backups of files that
 * were reset. Git ignores it, and nothing in it is ever overwritten.
 */
record Workspace(Path folder) {

  private static final String PROGRESS = "progress.properties";
  private static final String PASSED = "passed";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd_HH.mm.ss.SSS");

  static Workspace of(Exercise exercise) {
    return new Workspace(exercise.lesson().resolve("my"));
  }

  Path attempt(Exercise exercise) throws IOException {
    return folder.resolve(exercise.starter().getFileName());
  }

  boolean has(Exercise exercise) throws IOException {
    return Files.exists(attempt(exercise));
  }

  /** Copies the starter, if there is no file of its name. */
  void begin(Exercise exercise) throws IOException {
    Files.createDirectories(folder);
    Files.copy(exercise.starter(), attempt(exercise));
  }

  /**
   * Puts the starter in the attempt's place.
   *
   * @return where the attempt is kept
   */
  Path reset(Exercise exercise) throws IOException {
    var attempt = attempt(exercise);
    var backups = Files.createDirectories(folder.resolve("backup"));
    var name = attempt.getFileName().toString().replace(".java", "");
    var backup = backups.resolve(name + "_" + LocalDateTime.now().format(TIME) + ".java");
    Files.move(attempt, backup);
    begin(exercise);
    return backup;
  }

  boolean hasPassed(Exercise exercise) throws IOException {
    return PASSED.equals(progress().getProperty(exercise.id()));
  }

  void pass(Exercise exercise) throws IOException {
    store(exercise.id(), PASSED);
  }

  /** Whether the reader has asked for the solution before; remembers that it was asked for. */
  boolean asksAgain(Exercise exercise) throws IOException {
    var key = exercise.id() + ".solution";
    boolean again = progress().containsKey(key);
    if (!again) {
      store(key, "asked");
    }
    return again;
  }

  private void store(String key, String value) throws IOException {
    var progress = progress();
    if (!value.equals(progress.put(key, value))) {
      Files.createDirectories(folder);
      try (var writer = Files.newBufferedWriter(folder.resolve(PROGRESS))) {
        progress.store(writer, null);
      }
    }
  }

  private Properties progress() throws IOException {
    var progress = new Properties();
    var file = folder.resolve(PROGRESS);
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        progress.load(reader);
      }
    }
    return progress;
  }
}
