package tcplessons.docs.run;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

/** What the right option of a prediction says about the run: an output or a measured number. */
sealed interface Expectation {

  Pattern OUTPUT = Pattern.compile("(\\w[\\w-]*): (.*\\S.*)");
  Pattern FACT = Pattern.compile("(\\w[\\w.-]*)=(.*\\S.*)");

  /** A message shows this many lines of each participant, and this much of each line. */
  int LINES_MAX = 12;

  int LINE_CHARS_MAX = 80;

  boolean isMetBy(Run run) throws RecordedRuns.RunReferenceException;

  /** Some output of a participant contains the text. */
  record Output(String participant, String text) implements Expectation {

    @Override
    public boolean isMetBy(Run run) throws RecordedRuns.RunReferenceException {
      var who = RecordedRuns.participant(run, participant);
      return String.join("\n", lines(run, who)).contains(text);
    }

    @Override
    public String toString() {
      return participant + ": " + text;
    }
  }

  /** A fact of the run has the value. */
  record Fact(String name, String value) implements Expectation {

    @Override
    public boolean isMetBy(Run run) throws RecordedRuns.RunReferenceException {
      return RecordedRuns.fact(run, name).equals(value);
    }

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  /** Reads {@code PARTICIPANT: TEXT} or {@code FACT=VALUE}; empty if it is neither. */
  static Optional<Expectation> parse(String text) {
    var output = OUTPUT.matcher(text);
    var fact = FACT.matcher(text);
    if (output.matches()) {
      return Optional.of(new Output(output.group(1), output.group(2)));
    }
    return fact.matches() ? Optional.of(new Fact(fact.group(1), fact.group(2))) : Optional.empty();
  }

  /** All that could be expected of the run, for a message. */
  static String shownBy(Run run) {
    var outputs = run.participants().stream().map(who -> shownBy(run, who));
    var facts =
        new TreeMap<>(run.facts())
            .entrySet().stream()
                .map(fact -> fact.getKey() + "=" + fact.getValue())
                .collect(Collectors.joining(", ", "facts: ", ""));
    return Stream.concat(outputs, Stream.of(facts)).collect(Collectors.joining("; "));
  }

  private static String shownBy(Run run, Run.Participant who) {
    var lines = lines(run, who);
    if (lines.isEmpty()) {
      return who.name() + " prints nothing";
    }
    return lines.stream()
        .limit(LINES_MAX)
        .map(
            line -> line.length() > LINE_CHARS_MAX ? line.substring(0, LINE_CHARS_MAX) + "…" : line)
        .collect(
            Collectors.joining(
                "\", \"", who.name() + " prints: \"", lines.size() > LINES_MAX ? "\" …" : "\""));
  }

  private static List<String> lines(Run run, Run.Participant who) {
    return run.events(Event.Print.class)
        .filter(print -> print.who().equals(who.name()))
        .flatMap(print -> print.text().stripTrailing().lines())
        .toList();
  }
}
