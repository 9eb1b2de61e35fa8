package tcplessons.docs.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lombok.With;

/**
 * A script that a run is made from.
 *
 * @param id the name of its files, and what pages call it
 * @param title what it shows, in one sentence
 * @param blurs what may differ from one playing to the next, besides ports, times and pids
 * @param unordered whether the two directions of a connection run past each other by chance, so
 *     that each is compared by itself, without the states that depend on both
 * @param twoMachines whether its servers and its clients are on a machine each, {@value
 *     Machines#SERVER} and {@value Machines#CLIENT}, with a link that can be cut; where that cannot
 *     be had, the scenario cannot be played
 * @param wire whether what passes on the wire is recorded, shown and compared
 * @param anyOrder whether a participant's lines are compared in no order, because those about
 *     several connections run past each other by chance
 */
@With
record Scenario(
    String id,
    String title,
    Lesson lesson,
    Script script,
    List<Blur> blurs,
    boolean unordered,
    boolean twoMachines,
    boolean wire,
    boolean anyOrder) {

  /** What happens, told to a stage. */
  interface Script {
    void play(Stage stage);
  }

  /** Text that is compared as if it were something else. */
  record Blur(Pattern pattern, String replacement) {
    String apply(String line) {
      return pattern.matcher(line).replaceAll(replacement);
    }
  }

  Scenario(String id, String title, Lesson lesson, Script script) {
    this(id, title, lesson, script, List.of(), false, false, true, false);
  }

  /** The same, played between two machines. */
  Scenario betweenMachines() {
    return withTwoMachines(true);
  }

  /** The same without its packets, where it is chance how many hundreds of them there are. */
  Scenario withoutPackets() {
    return withWire(false);
  }

  /** The same, where it is chance in which order a participant's lines come. */
  Scenario inAnyOrder() {
    return withAnyOrder(true);
  }

  /** The same, with one more thing that may differ. Say why where you call it. */
  Scenario blurring(String regex, String replacement) {
    var more = new ArrayList<>(blurs);
    more.add(new Blur(Pattern.compile(regex), replacement));
    return withBlurs(List.copyOf(more));
  }
}
