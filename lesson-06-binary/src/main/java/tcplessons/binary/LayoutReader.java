package tcplessons.binary;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * With the foreign memory API: we state the layout as C has it, and Java computes the offsets and
 * refuses a layout that C could not have.
 */
final class LayoutReader implements StructReader {

  // tag::layout[]
  static StructLayout layout(ByteOrder order) {
    return structLayout(
        JAVA_BYTE.withName("a"),
        paddingLayout(3), // <1>
        JAVA_INT.withOrder(order).withName("b"), // <2>
        sequenceLayout(CStruct.LENGTH_C, JAVA_BYTE).withName("c"),
        paddingLayout(1)); // <3>
  }

  // end::layout[]

  private final StructLayout layout;
  private final VarHandle a;
  private final VarHandle b;
  private final long c;

  LayoutReader(ByteOrder order) {
    layout = layout(order);
    a = layout.varHandle(groupElement("a"));
    b = layout.varHandle(groupElement("b"));
    c = layout.byteOffset(groupElement("c"));
  }

  // tag::read[]
  @Override
  public CStruct read(byte[] bytes) {
    try (var arena = Arena.ofConfined()) {
      var struct = arena.allocate(layout);
      struct.copyFrom(MemorySegment.ofArray(bytes)); // <1>
      byte letter = (byte) a.get(struct, 0L);
      int number = (int) b.get(struct, 0L);
      byte[] text = struct.asSlice(c, CStruct.LENGTH_C).toArray(JAVA_BYTE);
      return new CStruct(letter, number, CStruct.text(text));
    }
  }
  // end::read[]
}
