package tcplessons.docs.page;

import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.exercise.ExercisesMacro;

/** How long a page takes to read, how many runs it shows, and what its reader needs. */
record PageFacts(Words words) {

  private static final int WORDS_PER_MINUTE = 200;

  /** As many as the Korean text of that many English words has on these pages. */
  private static final int KOREAN_CHARACTERS_PER_MINUTE = 640;

  private static final double MINUTES_PER_RUN = 0.5;
  private static final double MINUTES_PER_LINE_OF_CODE = 2.0 / 60;

  /** The estimate is rounded up to a multiple of this. */
  private static final int STEP_MINUTES = 5;

  /** An exercise, and the section that introduces it. */
  private static final String EXERCISES =
      ":is(section, .sect1):has(.%1$s), .%1$s".formatted(ExercisesMacro.ROLE);

  private static final String FIGURES = ".run";
  private static final String CODE = ".listingblock pre, .literalblock pre, .terminal";

  /** Links to tests, packets and whole files, which are followed and not read. */
  private static final String LINKS = ".test, .packets, .whole-file";

  /** Writes the facts of the page before what {@link PageFactsMacro} says that a reader needs. */
  void apply(Element page) {
    var needs = page.selectFirst("." + PageFactsMacro.ROLE + " > p");
    if (needs == null) {
      return;
    }
    var content = page.clone();
    content.select(EXERCISES).remove(); // these have minutes of their own
    var figures = content.select(FIGURES);
    long runs = figures.stream().map(figure -> figure.attr("data-run")).distinct().count();
    int minutes = minutes(content, figures.size());
    var facts = new Element("p");
    facts
        .appendElement("time")
        .attr("datetime", "PT" + minutes + "M")
        .text(words.say("page.minutes", minutes));
    if (runs > 0) {
      facts.appendText(" · ").appendElement("span").text(words.say("page.runs", runs));
    }
    if (needs.hasText()) {
      facts.appendText(" · ");
      facts.appendElement("span").text(words.say("page.needs") + " ").append(needs.html());
    }
    needs.replaceWith(facts);
  }

  private int minutes(Element content, int figures) {
    var code = content.select(CODE);
    long lines =
        code.stream()
            .flatMap(listing -> listing.wholeText().lines())
            .filter(l -> !l.isBlank())
            .count();
    var prose = content.clone();
    prose.select(String.join(", ", FIGURES, CODE, LINKS)).remove();
    var exact =
        proseMinutes(prose.text()) + figures * MINUTES_PER_RUN + lines * MINUTES_PER_LINE_OF_CODE;
    return (int) Math.ceil(exact / STEP_MINUTES) * STEP_MINUTES;
  }

  private double proseMinutes(String text) {
    return words.language().equals("ko")
        ? (double) text.replaceAll("\\s", "").length() / KOREAN_CHARACTERS_PER_MINUTE
        : (double) text.split("\\s+").length / WORDS_PER_MINUTE;
  }
}
