package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
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

  /** The reader's client, if the exercise has two programs. */
  Optional<Path> client(Exercise exercise) {
    return exercise.client().map(file -> folder.resolve(file.getFileName()));
  }

  boolean has(Exercise exercise) throws IOException {
    return Files.exists(attempt(exercise));
  }

  /** Whether the reader has not changed it yet. */
  boolean isStarter(Exercise exercise) throws IOException {
    return Files.mismatch(attempt(exercise), exercise.starter()) < 0;
  }

  /** Copies the starter, and its client, if there are no files of their names. */
  void begin(Exercise exercise) throws IOException {
    Files.createDirectories(folder);
    for (var file : exercise.starters()) {
      var copy = folder.resolve(file.getFileName());
      if (!Files.exists(copy)) {
        Files.copy(file, copy);
      }
    }
  }

  /**
   * Puts the starter in the attempt's place.
   *
   * @return where the attempt is kept
   */
  Path reset(Exercise exercise) throws IOException {
    var time = LocalDateTime.now().format(TIME);
    var backup = back(attempt(exercise), time);
    var client = client(exercise).filter(Files::exists);
    if (client.isPresent()) {
      back(client.get(), time);
    }
    begin(exercise);
    reach(exercise, 0);
    sawHint(exercise, 0);
    return backup;
  }

  private Path back(Path file, String time) throws IOException {
    var backups = Files.createDirectories(folder.resolve("backup"));
    var name = file.getFileName().toString().replace(".java", "");
    return Files.move(file, backups.resolve(name + "_" + time + ".java"));
  }

  boolean hasPassed(Exercise exercise) throws IOException {
    return PASSED.equals(progress().getProperty(exercise.id()));
  }

  /** The reader has begun it, or grades it. */
  void touch(Exercise exercise) throws IOException {
    store(exercise.id() + ".time", Instant.now().toString());
  }

  /** When the reader has begun or graded it the last time; empty if never. */
  String time(Exercise exercise) throws IOException {
    return progress().getProperty(exercise.id() + ".time", "");
  }

  /** The level of the last hint that the reader has seen. */
  int hint(Exercise exercise) throws IOException {
    return Integer.parseInt(progress().getProperty(exercise.id() + ".hint", "0"));
  }

  void sawHint(Exercise exercise, int level) throws IOException {
    store(exercise.id() + ".hint", "" + level);
  }

  /** Stores how many checks after "starts" have passed. */
  void reach(Exercise exercise, int checks) throws IOException {
    store(exercise.id() + ".reached", "" + checks);
  }

  int reached(Exercise exercise) throws IOException {
    return Integer.parseInt(progress().getProperty(exercise.id() + ".reached", "0"));
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
