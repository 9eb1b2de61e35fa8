package tcplessons.docs.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;
import tcplessons.docs.Words;
import tcplessons.docs.page.ProjectFolder;
import tcplessons.grader.Exercise;

/** {@code short-path::all[]} links the exercises of the short path, with the time for all. */
@Name("short-path")
public final class ShortPathMacro extends BlockMacroProcessor {

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var document = parent.getDocument();
    var words = Words.of(document);
    try {
      var root = ProjectFolder.of(document);
      var exercises = Exercise.shortPath(root);
      var links = new ArrayList<String>();
      for (var exercise : exercises) {
        links.add("xref:%s#exercises[`%s`]".formatted(page(root, exercise, words), exercise.id()));
      }
      var minutes = Exercise.minutes(exercises);
      var text = words.say("exercise.short-path.all", minutes, String.join(", ", links));
      var block = createBlock(parent, "open", List.of());
      parseContent(block, InlineCode.doubled(List.of(text)));
      return block;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page that has the exercises of this lesson. */
  private static String page(Path root, Exercise exercise, Words words) throws IOException {
    var folder = root.resolve("docs/site/src/docs/asciidoc").resolve(words.language());
    var macro = "exercises::" + exercise.number() + "[]";
    try (var pages = Files.newDirectoryStream(folder, "lesson-*.adoc")) {
      for (var page : pages) {
        if (Files.readString(page).contains(macro)) {
          return page.getFileName().toString();
        }
      }
    }
    throw new IOException("no page has " + macro);
  }
}
