package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jgroups.ViewId;

/** One place in the order that all servers keep. */
sealed interface Entry {

  /**
   * A line has been said.
   *
   * @param server the number of the server on which it was said
   * @param number counts that server's lines
   */
  record Said(long server, long number, Message message) implements Entry {
    @Override
    public int size() {
      return 3 * Long.BYTES + message.line().length();
    }
  }

  /** All servers of a view have agreed on what was said before it. */
  record Agreed(ViewId view) implements Entry {
    @Override
    public int size() {
      return Long.BYTES;
    }
  }

  /** How many bytes it takes on its way, at least. */
  int size();

  /** Writes it so that {@link #readFrom} finds its end. */
  default void writeTo(DataOutput out) throws IOException {
    switch (this) {
      case Said(var server, var number, var message) -> {
        var line = message.line().getBytes(UTF_8);
        out.writeBoolean(true);
        out.writeLong(server);
        out.writeLong(number);
        out.writeLong(message.from());
        out.writeShort(line.length);
        out.write(line);
      }
      case Agreed(var view) -> {
        out.writeBoolean(false);
        view.writeTo(out);
      }
    }
  }

  /**
   * @throws IOException if these are not an entry's bytes
   */
  static Entry readFrom(DataInput in) throws IOException, ClassNotFoundException {
    if (!in.readBoolean()) {
      var view = new ViewId();
      view.readFrom(in);
      return new Agreed(view);
    }
    long server = in.readLong();
    long number = in.readLong();
    long from = in.readLong();
    var line = new byte[in.readUnsignedShort()];
    in.readFully(line);
    return new Said(server, number, new Message(from, new String(line, UTF_8)));
  }
}
