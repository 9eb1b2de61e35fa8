package tcplessons.broadcast;

import java.util.function.Consumer;

/** The transport of a single server: it delivers each message at once. */
final class LocalTransport implements Transport {

  private Consumer<Message> delivery;

  @Override
  public void open(Consumer<Message> delivery) {
    this.delivery = delivery;
  }

  @Override
  public void send(Message message) {
    delivery.accept(message);
  }

  @Override
  public String nameSuffix() {
    return "";
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
