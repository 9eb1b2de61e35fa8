package tcplessons.docs.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;
import tcplessons.docs.Words;
import tcplessons.docs.page.ProjectFolder;
import tcplessons.grader.CaseFile;
import tcplessons.grader.ExerciseText;

/**
 * {@code case::case-1[]} shows a case file: complaint, run, question, and hints and answer, folded.
 */
@Name("case")
public final class CaseFileMacro extends BlockMacroProcessor {

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var document = parent.getDocument();
    try {
      var root = ProjectFolder.of(document);
      var file =
          CaseFile.find(root, target)
              .orElseThrow(() -> new IllegalArgumentException("no case file " + target));
      var block = createBlock(parent, "open", List.of());
      parseContent(block, InlineCode.doubled(asciidoc(file, Words.of(document))));
      return block;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> asciidoc(CaseFile file, Words words) throws IOException {
    var text = file.text(words.language());
    var lines = new ArrayList<>(lines(text, CaseFile.COMPLAINT));
    lines.addAll(
        List.of(
            "",
            "." + words.say("case.capture"),
            "run::%s[case=%s]".formatted(file.run(), file.id()),
            ""));
    lines.addAll(lines(text, CaseFile.QUESTION));
    lines.addAll(
        List.of(
            "",
            "[source,console]",
            "----",
            "$ mvn -q -N compile exec:exec@try -Dargs=\"%s --answer ...\"".formatted(file.id()),
            "----",
            ""));
    for (int level = 1; level <= CaseFile.HINTS; level++) {
      fold(words.say("exercise.hint", level), lines(text, "hint-" + level), lines);
    }
    fold(words.say("case.answer"), lines(text, CaseFile.ANSWER), lines);
    return lines;
  }

  private static List<String> lines(ExerciseText text, String section) {
    return text.section(section).orElseThrow().lines();
  }

  private static void fold(String title, List<String> text, List<String> lines) {
    lines.addAll(List.of("[%collapsible]", "." + title, ExerciseMacro.INNER));
    lines.addAll(text);
    lines.addAll(List.of(ExerciseMacro.INNER, ""));
  }
}
