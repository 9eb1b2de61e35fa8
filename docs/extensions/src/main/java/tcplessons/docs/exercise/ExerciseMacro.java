package tcplessons.docs.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import tcplessons.docs.Words;
import tcplessons.docs.page.ProjectFolder;
import tcplessons.grader.Exercise;

/** Shows something of each exercise of a lesson, which is the macro's target. */
abstract class ExerciseMacro extends BlockMacroProcessor {

  /** The delimiters of folded parts, one within the other. */
  static final String OUTER = "======";

  static final String INNER = "====";

  /** The AsciiDoc of an exercise, in the language of the page. */
  abstract List<String> asciidoc(Exercise exercise, Words words) throws IOException;

  /** The AsciiDoc before the exercises of a lesson. */
  List<String> introduction(List<Exercise> exercises, Words words) throws IOException {
    return List.of();
  }

  @Override
  public final StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var root = ProjectFolder.of(parent.getDocument());
    var words = Words.of(parent.getDocument());
    var lines = new ArrayList<String>();
    try {
      var exercises =
          Exercise.all(Exercise.lessons(root)).stream()
              .filter(exercise -> exercise.number().equals(target))
              .toList();
      if (exercises.isEmpty()) {
        throw new IllegalArgumentException("lesson " + target + " has no exercises");
      }
      lines.addAll(introduction(exercises, words));
      for (var exercise : exercises) {
        lines.addAll(asciidoc(exercise, words));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var block = createBlock(parent, "open", List.of());
    parseContent(block, InlineCode.doubled(lines));
    return block;
  }
}
