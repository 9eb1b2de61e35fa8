package tcplessons.broadcast;

import java.util.function.Consumer;

/** One server is the whole room: what is sent has arrived. */
final class LocalTransport implements Transport {

  private Consumer<Message> room;

  @Override
  public void open(Consumer<Message> room) {
    this.room = room;
  }

  @Override
  public void send(Message message) {
    room.accept(message);
  }

  @Override
  public String suffix() {
    return "";
  }

  @Override
  public void close() {
    // there is nothing to close
  }
}
