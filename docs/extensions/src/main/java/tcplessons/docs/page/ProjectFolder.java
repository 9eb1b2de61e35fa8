package tcplessons.docs.page;

import java.nio.file.Path;
import org.asciidoctor.ast.Document;

/** The project's folder, which a page's attribute {@code root} names. */
public final class ProjectFolder {

  private ProjectFolder() {}

  public static Path of(Document page) {
    return Path.of(page.getAttribute("root").toString()).toAbsolutePath().normalize();
  }
}
