package tcplessons.docs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tcplessons.docs.Words;

class RunStripsTest {

  private static final Path RUNS = Path.of("src/test/resources/runs");

  @ParameterizedTest
  @CsvSource({"reply-once, en", "two-clients, ko", "proxy, en", "dead-peer, ko", "port-in-use, en"})
  void a_run_on_paper_stays_between_its_edges(String id, String language) throws Exception {
    for (var strip : draw(id, language)) {
      assertThat(number(strip, "height")).isPositive();
      for (var text : all(strip, "text")) {
        var x = number(text, "x");
        assertThat(x).as(text.getTextContent()).isNotNegative();
        assertThat(x + Strip.width(text.getTextContent(), number(text, "font-size")))
            .as(text.getTextContent())
            .isLessThanOrEqualTo(Strip.WIDTH);
        assertThat(number(text, "y")).isLessThan(number(strip, "height"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void everything_that_was_said_is_on_paper(String language) throws Exception {
    var texts = draw("reply-once", language).stream().map(Element::getTextContent).toList();

    assertThat(texts).anyMatch(text -> text.contains("SYN") && text.contains("SYN-SENT"));
    assertThat(texts).anyMatch(text -> text.contains("PSH") && text.contains("testing~"));
    assertThat(texts).anyMatch(text -> text.contains("listen on port 5000"));
    assertThat(texts).anyMatch(text -> text.contains("$ mvn -q compile exec:exec@reply-once"));
  }

  @ParameterizedTest
  @ValueSource(strings = "two-clients")
  void what_a_peer_sent_stays_text(String id) throws Exception {
    var strips = draw(id, "en");

    assertThat(strips)
        .anyMatch(strip -> strip.getTextContent().contains("<script>alert('printed')</script>"));
    assertThat(strips).allMatch(strip -> all(strip, "script").isEmpty());
  }

  private static List<Element> draw(String id, String language) throws Exception {
    var xml = DocumentBuilderFactory.newInstance();
    var strips = new ArrayList<Element>();
    for (var svg : new RunStrips(Runs.read(RUNS, id), Words.in(language)).draw()) {
      assertThat(svg).doesNotContain("\n");
      var source = new InputSource(new StringReader(svg));
      strips.add(xml.newDocumentBuilder().parse(source).getDocumentElement());
    }
    return strips;
  }

  private static List<Element> all(Element strip, String name) {
    var nodes = strip.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
