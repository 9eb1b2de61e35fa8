package tcplessons.docs.runs;

import java.util.function.Predicate;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.CodeReference;

/** The code behind all events of one kind: lines that it prints, or packets that it sends. */
record CodeLocation(Predicate<Event> events, CodeReference code) {

  Event in(Event event) {
    if (!events.test(event)) {
      return event;
    }
    return switch (event) {
      case Event.Print print -> print.withCode(code);
      case Event.Packet packet -> packet.withCode(code);
      default -> throw new ScenarioException("only a line or a packet has code behind it");
    };
  }
}
