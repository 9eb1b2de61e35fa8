package tcplessons.broadcast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.ViewId;
import org.jgroups.util.ByteArray;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.ByteArrayDataOutputStream;

/**
 * A message between the servers of a cluster.
 *
 * @param view the sender's view; servers in another view do not deliver the entries
 * @param isHistory whether the entries are what the sender has delivered already (for the state
 *     exchange), or are to be delivered now
 * @param entries in the order of delivery
 */
record ClusterMessage(ViewId view, boolean isHistory, List<LogEntry> entries) {

  ByteArray toBytes() throws IOException {
    var out = new ByteArrayDataOutputStream();
    view.writeTo(out);
    out.writeBoolean(isHistory);
    out.writeInt(entries.size());
    for (var entry : entries) {
      entry.writeTo(out);
    }
    return out.getBuffer();
  }

  /**
   * @throws IOException if the bytes are malformed
   */
  static ClusterMessage of(ByteArray bytes) throws IOException, ClassNotFoundException {
    var in = new ByteArrayDataInputStream(bytes.getArray(), bytes.getOffset(), bytes.getLength());
    var view = new ViewId();
    view.readFrom(in);
    boolean isHistory = in.readBoolean();
    int count = in.readInt();
    var entries = new ArrayList<LogEntry>();
    for (int i = 0; i < count; i++) {
      entries.add(LogEntry.readFrom(in));
    }
    return new ClusterMessage(view, isHistory, entries);
  }
}
