package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageDestination;

/** The named destinations of a PDF: Chromium writes one for each id that a link leads to. */
final class PdfDestinations {

  private PdfDestinations() {}

  /** The number of the page, from 1, by the name of the destination. */
  static Map<String, Integer> pages(Path pdf) throws IOException {
    var pages = new HashMap<String, Integer>();
    try (var document = Loader.loadPDF(pdf.toFile())) {
      var names = document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.DESTS);
      if (names != null) {
        for (var name : names.keySet()) {
          var destination = PDDestination.create(names.getDictionaryObject(name));
          if (destination instanceof PDPageDestination page) {
            pages.put(name.getName(), page.retrievePageNumber() + 1);
          }
        }
      }
    }
    return pages;
  }
}
