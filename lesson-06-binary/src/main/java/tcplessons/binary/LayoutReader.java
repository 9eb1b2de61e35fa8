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
 * Decodes with the foreign memory API (JEP 454): the code states the layout as C has it. Java
 * computes the offsets, and refuses a layout whose members are not aligned.
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
      var struct = arena.allocate(layout); // <1>
      struct.copyFrom(MemorySegment.ofArray(bytes)); // <2>
      byte valueOfA = (byte) a.get(struct, 0L); // <3>
      int valueOfB = (int) b.get(struct, 0L);
      byte[] text = struct.asSlice(c, CStruct.LENGTH_C).toArray(JAVA_BYTE); // <4>
      return new CStruct(valueOfA, valueOfB, CStruct.text(text));
    }
  }
  // end::read[]
}
