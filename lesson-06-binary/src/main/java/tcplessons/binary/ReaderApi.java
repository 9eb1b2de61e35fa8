package tcplessons.binary;

import java.nio.ByteOrder;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/** The Java API with which a struct is read. */
@RequiredArgsConstructor
enum ReaderApi {
  BUFFER(BufferReader::new),
  LAYOUT(LayoutReader::new),
  STREAM(_ -> new StreamReader());

  private final Function<ByteOrder, StructReader> constructor;

  StructReader reader(ByteOrder order) {
    return constructor.apply(order);
  }
}
