package tcplessons.docs.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lombok.With;
import tcplessons.docs.kit.Lesson;

/**
 * A script that a run is made from, and how a replay is compared with the recorded run.
 *
 * @param id the name of its files, by which pages cite it
 * @param title what it shows
 * @param normalizations what may differ from run to run, besides ports, times and pids
 * @param unordered whether the order between the two directions of a connection may differ: each is
 *     compared by itself, without the states, which depend on both
 * @param twoHosts whether servers and clients run on a host each, {@value TwoHosts#SERVER} and
 *     {@value TwoHosts#CLIENT}, with a link that can be taken down; where that is not possible, the
 *     scenario cannot be played
 * @param wire whether packets are recorded, shown and compared
 * @param unorderedLines whether the order of a participant's lines may differ
 */
@With
record Scenario(
    String id,
    String title,
    Lesson lesson,
    Script script,
    List<Normalization> normalizations,
    boolean unordered,
    boolean twoHosts,
    boolean wire,
    boolean unorderedLines) {

  /** What happens on the testbed. */
  interface Script {
    void play(Testbed testbed);
  }

  /** Replaces text that differs from run to run before lines are compared. */
  record Normalization(Pattern pattern, String replacement) {
    String apply(String line) {
      return pattern.matcher(line).replaceAll(replacement);
    }
  }

  Scenario(String id, String title, LessonPrograms lesson, Script script) {
    this(id, title, lesson.lesson(), script, List.of(), false, false, true, false);
  }

  /** This scenario, played on two hosts. */
  Scenario onTwoHosts() {
    return withTwoHosts(true);
  }

  /** This scenario without packets, for runs whose number of packets differs by hundreds. */
  Scenario withoutPackets() {
    return withWire(false);
  }

  /** This scenario, compared without the order of a participant's lines. */
  Scenario withUnorderedLines() {
    return withUnorderedLines(true);
  }

  /** This scenario with one more normalization. A comment at the call gives the reason. */
  Scenario normalizing(String regex, String replacement) {
    var more = new ArrayList<>(normalizations);
    more.add(new Normalization(Pattern.compile(regex), replacement));
    return withNormalizations(List.copyOf(more));
  }
}
