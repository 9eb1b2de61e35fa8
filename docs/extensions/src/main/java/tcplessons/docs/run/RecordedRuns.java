package tcplessons.docs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.asciidoctor.ast.Document;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.RunFile;

/** Finds recorded runs in the folder that the page's attribute {@code runs} names. */
final class RecordedRuns {

  private RecordedRuns() {}

  /** A page refers to a run, fact or participant that does not exist. */
  static final class RunReferenceException extends Exception {
    private static final long serialVersionUID = 1;

    RunReferenceException(String message) {
      super(message);
    }
  }

  static Run find(Document page, String id) throws RunReferenceException {
    var folder = page.getAttribute("runs");
    if (folder == null) {
      throw new RunReferenceException(
          "the attribute {runs}, the folder of recorded runs, is not set");
    }
    return read(Path.of(folder.toString()), id);
  }

  static Run read(Path folder, String id) throws RunReferenceException {
    var file = folder.resolve(id + ".json");
    if (!Files.isRegularFile(file)) {
      throw new RunReferenceException(
          "no such run: " + id + " (no " + id + ".json among the recorded runs)");
    }
    try {
      return RunFile.read(file);
    } catch (JsonProcessingException e) {
      throw new RunReferenceException("run " + id + " cannot be read: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new RunReferenceException("run " + id + " cannot be read: " + e.getMessage());
    }
  }

  static String fact(Run run, String name) throws RunReferenceException {
    var fact = run.facts().get(name);
    if (fact == null) {
      var known = run.facts().keySet().stream().sorted().collect(Collectors.joining(", "));
      throw new RunReferenceException(
          "run " + run.id() + " has no fact " + name + "; it has: " + known);
    }
    return fact;
  }

  static Run.Participant participant(Run run, String name) throws RunReferenceException {
    return run.participant(name)
        .orElseThrow(() ->
            new RunReferenceException(
                run.participants().stream()
                    .map(Run.Participant::name)
                    .collect(
                        Collectors.joining(
                            ", ",
                            "run " + run.id() + " has no participant " + name + "; it has: ",
                            ""))));
  }
}
