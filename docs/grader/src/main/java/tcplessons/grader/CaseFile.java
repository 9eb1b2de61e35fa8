package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * A case file: a complaint, and a recorded run that explains it. The folder is {@code
 * docs/cases/ID}.
 */
public record CaseFile(Path root, String id, Properties properties) {

  public static final String COMPLAINT = "complaint";
  public static final String QUESTION = "question";
  public static final String ANSWER = "answer";
  public static final int HINTS = 2;

  /** Stands in the texts for the answer. */
  private static final String PLACEHOLDER = "{answer}";

  /** All case files of the project, in their order. */
  public static List<CaseFile> all(Path root) throws IOException {
    var folder = root.resolve("docs/cases");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var all = new ArrayList<CaseFile>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(Files::isDirectory).toList()) {
        all.add(read(root, file));
      }
    }
    all.sort(Comparator.comparing(CaseFile::number));
    return List.copyOf(all);
  }

  public static Optional<CaseFile> find(Path root, String id) throws IOException {
    return all(root).stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private static CaseFile read(Path root, Path folder) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve("case.properties"))) {
      properties.load(reader);
    }
    return new CaseFile(root, folder.getFileName().toString(), properties);
  }

  private int number() {
    return Integer.parseInt(id.replaceAll("\\D", ""));
  }

  public Path folder() {
    return root.resolve("docs/cases").resolve(id);
  }

  /** The recorded run. */
  public String run() {
    return properties.getProperty("run");
  }

  /** The two digits of the lesson that explains it. */
  public String lesson() {
    return properties.getProperty("lesson");
  }

  RecordedRun recorded() throws IOException {
    return RecordedRun.read(root.resolve("docs/runs/recorded").resolve(run() + ".json"));
  }

  /** What the run says. */
  public String answer() throws IOException {
    return CaseFacts.of(recorded(), properties.getProperty("fact"));
  }

  /** Whether this answer solves the case. */
  boolean accepts(String typed) throws IOException {
    var answer = answer();
    var accepted = new ArrayList<>(List.of(answer));
    for (var other : properties.getProperty("also", "").split(",")) {
      accepted.add(other.strip().replace(PLACEHOLDER, answer));
    }
    return accepted.stream().map(CaseFile::plain).anyMatch(plain(typed)::equals)
        && !plain(typed).isEmpty();
  }

  private static String plain(String text) {
    var words = text.replaceAll("[\"'“”‘’`]", "").strip().toLowerCase(Locale.ROOT);
    return words.replaceFirst("^(the|a|an) ", "");
  }

  /** The texts in one language, with the answer. */
  public ExerciseText text(String language) throws IOException {
    return ExerciseText.read(folder().resolve(language + ".adoc")).with(PLACEHOLDER, answer());
  }
}
