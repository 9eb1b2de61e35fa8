package tcplessons.broadcast;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Delivers messages to the rooms of all servers, including this one: exactly once, and in the same
 * order on every server (total order broadcast).
 */
// tag::transport[]
interface Transport extends AutoCloseable {

  /** Delivers messages from now on. To be called once, before the first {@link #send}. */
  void open(Consumer<Message> delivery) throws IOException;

  /** Returns when the message is queued, which may be before it is delivered. */
  void send(Message message) throws IOException;

  /** The end of every guest's name; it keeps names unique across servers. */
  String nameSuffix();

  /** Delivers nothing any more. May be called more than once. */
  @Override
  void close();
}
// end::transport[]
