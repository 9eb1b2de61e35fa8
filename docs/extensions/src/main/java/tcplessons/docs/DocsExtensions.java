package tcplessons.docs;

import org.asciidoctor.Asciidoctor;
import org.asciidoctor.jruby.extension.spi.ExtensionRegistry;
import tcplessons.docs.failure.FailureDrawer;
import tcplessons.docs.failure.FailuresMacro;
import tcplessons.docs.failure.SeenMacro;
import tcplessons.docs.matrix.FaultMatrixDrawer;
import tcplessons.docs.matrix.FaultMatrixMacro;
import tcplessons.docs.page.PageSetup;
import tcplessons.docs.page.PageShell;
import tcplessons.docs.page.TabSets;
import tcplessons.docs.page.WholeFiles;
import tcplessons.docs.run.ConsoleMacro;
import tcplessons.docs.run.FactMacro;
import tcplessons.docs.run.RunDrawer;
import tcplessons.docs.run.RunMacro;
import tcplessons.docs.run.TestMacro;

/** Everything that the pages use beyond plain AsciiDoc; found by AsciidoctorJ as a service. */
public final class DocsExtensions implements ExtensionRegistry {

  @Override
  public void register(Asciidoctor asciidoctor) {
    // Loaded this early, before Maven makes Ruby verbose, Rouge's sources raise no warnings.
    asciidoctor.requireLibrary("rouge");
    asciidoctor
        .rubyExtensionRegistry()
        .loadClass(DocsExtensions.class.getResourceAsStream("/tcplessons/docs/java25.rb"));
    asciidoctor
        .javaExtensionRegistry()
        .preprocessor(PageSetup.class)
        .blockMacro(RunMacro.class)
        .blockMacro(ConsoleMacro.class)
        .blockMacro(FailuresMacro.class)
        .blockMacro(SeenMacro.class)
        .blockMacro(FaultMatrixMacro.class)
        .inlineMacro(FactMacro.class)
        .inlineMacro(TestMacro.class)
        .treeprocessor(RunDrawer.class)
        .treeprocessor(FailureDrawer.class)
        .treeprocessor(FaultMatrixDrawer.class)
        .treeprocessor(TabSets.class)
        .treeprocessor(new WholeFiles())
        .postprocessor(PageShell.class);
  }
}
