package tcplessons.broadcast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.ViewId;
import org.jgroups.util.ByteArray;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.ByteArrayDataOutputStream;

/**
 * What one server sends to others.
 *
 * @param view the list of servers that its sender had: it is for nobody with another one
 * @param isHistory whether it tells what its sender has delivered, or brings something to deliver
 * @param entries in the order in which they were, or are to be, delivered
 */
record Parcel(ViewId view, boolean isHistory, List<Entry> entries) {

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
   * @throws IOException if these are not a parcel's bytes
   */
  static Parcel of(ByteArray bytes) throws IOException, ClassNotFoundException {
    var in = new ByteArrayDataInputStream(bytes.getArray(), bytes.getOffset(), bytes.getLength());
    var view = new ViewId();
    view.readFrom(in);
    boolean isHistory = in.readBoolean();
    int count = in.readInt();
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      entries.add(Entry.readFrom(in));
    }
    return new Parcel(view, isHistory, entries);
  }
}
