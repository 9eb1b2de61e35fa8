package tcplessons.broadcast;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Carries what is said to every room that belongs together, this one too: everything exactly once,
 * and in the same order everywhere.
 */
// tag::transport[]
interface Transport extends AutoCloseable {

  /** What is said from now on goes to this room. To be called once, before anything is sent. */
  void open(Consumer<Message> room) throws IOException;

  /** Returns when it is under way, not when it has arrived. */
  void send(Message message) throws IOException;

  /** What a guest's name has behind it, so that names of different servers are different. */
  String suffix();

  @Override
  void close();
}
// end::transport[]
