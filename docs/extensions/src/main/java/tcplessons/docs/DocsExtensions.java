package tcplessons.docs;

import org.asciidoctor.Asciidoctor;
import tcplessons.docs.exercise.CaseFileMacro;
import tcplessons.docs.exercise.ExercisesMacro;
import tcplessons.docs.exercise.ShortPathMacro;
import tcplessons.docs.exercise.SolutionsMacro;
import tcplessons.docs.failure.ErrorMessagesMacro;
import tcplessons.docs.failure.FailureTreeProcessor;
import tcplessons.docs.failure.FailuresMacro;
import tcplessons.docs.matrix.FaultMatrixMacro;
import tcplessons.docs.matrix.FaultMatrixTreeProcessor;
import tcplessons.docs.page.LanguageAttributes;
import tcplessons.docs.page.PageFactsMacro;
import tcplessons.docs.page.PageTemplate;
import tcplessons.docs.page.SourceLinks;
import tcplessons.docs.page.TabSets;
import tcplessons.docs.page.TestMacro;
import tcplessons.docs.run.ConsoleMacro;
import tcplessons.docs.run.ExchangeMacro;
import tcplessons.docs.run.FactMacro;
import tcplessons.docs.run.Predictions;
import tcplessons.docs.run.RunMacro;
import tcplessons.docs.run.RunTreeProcessor;
import tcplessons.docs.speed.ChartMacro;
import tcplessons.docs.speed.ChartTreeProcessor;
import tcplessons.docs.speed.FigureMacro;

/** Everything that the pages use beyond plain AsciiDoc. */
public final class DocsExtensions {

  private DocsExtensions() {}

  public static void register(Asciidoctor asciidoctor) {
    asciidoctor.requireLibrary("rouge"); // java25.rb extends its Java lexer
    asciidoctor
        .rubyExtensionRegistry()
        .loadClass(DocsExtensions.class.getResourceAsStream("/tcplessons/docs/java25.rb"));
    asciidoctor
        .javaExtensionRegistry()
        .preprocessor(LanguageAttributes.class)
        .blockMacro(RunMacro.class)
        .blockMacro(ConsoleMacro.class)
        .blockMacro(PageFactsMacro.class)
        .blockMacro(ExercisesMacro.class)
        .blockMacro(SolutionsMacro.class)
        .blockMacro(ShortPathMacro.class)
        .blockMacro(CaseFileMacro.class)
        .blockMacro(FailuresMacro.class)
        .blockMacro(ErrorMessagesMacro.class)
        .blockMacro(FaultMatrixMacro.class)
        .blockMacro(ChartMacro.class)
        .inlineMacro(ExchangeMacro.class)
        .inlineMacro(FactMacro.class)
        .inlineMacro(FigureMacro.class)
        .inlineMacro(TestMacro.class)
        .treeprocessor(Predictions.class)
        .treeprocessor(RunTreeProcessor.class)
        .treeprocessor(FailureTreeProcessor.class)
        .treeprocessor(FaultMatrixTreeProcessor.class)
        .treeprocessor(ChartTreeProcessor.class)
        .treeprocessor(TabSets.class)
        .treeprocessor(new SourceLinks())
        .postprocessor(PageTemplate.class);
  }
}
