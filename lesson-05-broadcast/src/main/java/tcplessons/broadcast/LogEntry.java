package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jgroups.ViewId;

/** One entry of the log that is in the same order on all servers. */
sealed interface LogEntry {

  /**
   * A line of the chat.
   *
   * @param serverId the server whose guest has sent it
   * @param sequenceNumber counts the lines of that server
   */
  record Line(long serverId, long sequenceNumber, Message message) implements LogEntry {
    @Override
    public int bytes() {
      return 3 * Long.BYTES + message.line().length();
    }
  }

  /** A view change: all servers of this view have the same log up to here. */
  record ViewInstalled(ViewId view) implements LogEntry {
    @Override
    public int bytes() {
      return Long.BYTES;
    }
  }

  /** The number of bytes that it takes on the wire, at least. */
  int bytes();

  /** Writes it so that {@link #readFrom} knows where it ends. */
  default void writeTo(DataOutput out) throws IOException {
    switch (this) {
      case Line(var serverId, var sequenceNumber, var message) -> {
        var line = message.line().getBytes(UTF_8);
        out.writeBoolean(true);
        out.writeLong(serverId);
        out.writeLong(sequenceNumber);
        out.writeLong(message.senderId());
        out.writeShort(line.length);
        out.write(line);
      }
      case ViewInstalled(var view) -> {
        out.writeBoolean(false);
        view.writeTo(out);
      }
    }
  }

  /**
   * @throws IOException if the bytes are malformed
   */
  static LogEntry readFrom(DataInput in) throws IOException, ClassNotFoundException {
    if (!in.readBoolean()) {
      var view = new ViewId();
      view.readFrom(in);
      return new ViewInstalled(view);
    }
    long serverId = in.readLong();
    long sequenceNumber = in.readLong();
    long senderId = in.readLong();
    var line = new byte[in.readUnsignedShort()];
    in.readFully(line);
    return new Line(serverId, sequenceNumber, new Message(senderId, new String(line, UTF_8)));
  }
}
