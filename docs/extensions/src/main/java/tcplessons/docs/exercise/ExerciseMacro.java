package tcplessons.docs.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import tcplessons.docs.Words;
import tcplessons.grader.Exercise;

/** Shows something of each exercise of a lesson, which is the macro's target. */
abstract class ExerciseMacro extends BlockMacroProcessor {

  /** The delimiters of folded parts, one within the other. */
  static final String OUTER = "======";

  static final String INNER = "====";

  /** The AsciiDoc of an exercise, in the language of the page. */
  abstract List<String> asciidoc(Exercise exercise, Words words) throws IOException;

  @Override
  public final StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var root = Path.of(String.valueOf(parent.getDocument().getAttribute("root")));
    var words = Words.of(parent.getDocument());
    var lines = new ArrayList<String>();
    try {
      for (var exercise : Exercise.all(Exercise.lessons(root))) {
        if (exercise.number().equals(target)) {
          lines.addAll(asciidoc(exercise, words));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("lesson " + target + " has no exercises");
    }
    var block = createBlock(parent, "open", List.of());
    parseContent(block, InlineCode.doubled(lines));
    return block;
  }
}
