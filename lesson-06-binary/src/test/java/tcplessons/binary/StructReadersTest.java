package tcplessons.binary;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StructReadersTest {

  private static final CStruct HELLO = new CStruct((byte) 'A', 300, "hello");

  /** A, 300, hello in the layout of g++ on x86-64. */
  private static final byte[] FROM_CPP =
      TestBytes.of("41 000000 2c010000 68656c6c6f00000000000000000000 00");

  static final List<StructReader> LITTLE =
      List.of(new BufferReader(LITTLE_ENDIAN), new LayoutReader(LITTLE_ENDIAN));

  static final List<StructReader> BIG =
      List.of(new BufferReader(BIG_ENDIAN), new LayoutReader(BIG_ENDIAN), new StreamReader());

  @ParameterizedTest
  @FieldSource("LITTLE")
  void the_bytes_of_a_cpp_compiler_are_decoded_correctly(StructReader reader) throws Exception {
    assertThat(reader.read(FROM_CPP)).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @FieldSource("BIG")
  void a_reader_with_the_other_byte_order_reads_another_number(StructReader reader)
      throws Exception {
    assertThat(reader.read(FROM_CPP).b()).isEqualTo(738263040);
    var minusTwo = new CStruct((byte) 'A', -2, "").toBytes(LITTLE_ENDIAN);
    assertThat(reader.read(minusTwo).b()).isEqualTo(-16777217);
  }

  @ParameterizedTest
  @FieldSource("BIG")
  void all_three_readers_decode_network_order(StructReader reader) throws Exception {
    assertThat(reader.read(HELLO.toBytes(BIG_ENDIAN))).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @FieldSource("LITTLE")
  void negative_and_extreme_numbers_are_decoded_correctly(StructReader reader) throws Exception {
    for (int b : new int[] {-2, 0, 255, 256, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      var struct = new CStruct((byte) 0x80, b, "안녕하세요");
      assertThat(reader.read(struct.toBytes(LITTLE_ENDIAN))).isEqualTo(struct);
    }
  }

  @ParameterizedTest
  @FieldSource("LITTLE")
  void the_bytes_of_the_padding_are_ignored(StructReader reader) throws Exception {
    var leaking = TestBytes.of("41 65746d 2c010000 68656c6c6f00 6e2154206f54b05500 00");
    assertThat(reader.read(leaking)).isEqualTo(HELLO);
    var filled = TestBytes.of("41 ffffff 2c010000 66696674 65656e20 6c657474 657273 58");
    assertThat(reader.read(filled).c()).isEqualTo("fifteen letters"); // and no X
  }

  @ParameterizedTest
  @FieldSource("LITTLE")
  void malformed_utf_8_becomes_replacement_characters(StructReader reader) throws Exception {
    var cut = TestBytes.of("41 000000 2c010000 6162ec9500000000000000000000ff 00");
    assertThat(reader.read(cut).c()).isEqualTo("ab\uFFFD");
    var wild = TestBytes.of("41 000000 2c010000 ffffffffffffffffffffffffffffff ff");
    assertThat(reader.read(wild).c()).isEqualTo("\uFFFD".repeat(15));
  }

  @Test
  void random_structs_are_decoded_unchanged_by_each_reader() throws Exception {
    RandomizedTest.run(random -> {
      for (int i = 0; i < 2000; i++) {
        var struct = random(random);
        for (ByteOrder order : List.of(LITTLE_ENDIAN, BIG_ENDIAN)) {
          for (var reader : order == BIG_ENDIAN ? BIG : LITTLE) {
            assertThat(reader.read(struct.toBytes(order))).isEqualTo(struct);
          }
        }
      }
    });
  }

  @Test
  void all_readers_decode_random_bytes_to_the_same_struct() throws Exception {
    RandomizedTest.run(random -> {
      for (int i = 0; i < 2000; i++) {
        var bytes = TestBytes.random(random, CStruct.SIZE);
        assertThat(LITTLE.get(0).read(bytes)).isEqualTo(LITTLE.get(1).read(bytes));
        assertThat(BIG.get(0).read(bytes))
            .isEqualTo(BIG.get(1).read(bytes))
            .isEqualTo(BIG.get(2).read(bytes));
      }
    });
  }

  static CStruct random(Random random) {
    var text = new StringBuilder();
    while (random.nextInt(8) > 0) {
      int point = random.nextInt(1, Character.MAX_CODE_POINT + 1);
      if (Character.getType(point) != Character.SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    while (text.toString().getBytes(UTF_8).length > CStruct.LENGTH_C) {
      text.setLength(text.offsetByCodePoints(text.length(), -1));
    }
    return new CStruct((byte) random.nextInt(), random.nextInt(), text.toString());
  }

  // Facts about the JDK that the page states.

  @Test
  void a_byte_buffer_is_big_endian_by_default() {
    assertThat(ByteBuffer.wrap(FROM_CPP).getInt(4)).isEqualTo(738263040);
  }

  // tag::layout[]
  @Test
  void the_layout_has_the_size_and_the_offsets_of_the_cpp_compiler() {
    var layout = LayoutReader.layout(LITTLE_ENDIAN);
    assertThat(layout.byteSize()).isEqualTo(24);
    assertThat(layout.byteAlignment()).isEqualTo(4);
    assertThat(layout.byteOffset(groupElement("a"))).isZero();
    assertThat(layout.byteOffset(groupElement("b"))).isEqualTo(4);
    assertThat(layout.byteOffset(groupElement("c"))).isEqualTo(8);
  }

  @Test
  void a_layout_without_the_padding_is_refused() {
    assertThatThrownBy(() -> MemoryLayout.structLayout(JAVA_BYTE, JAVA_INT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Invalid alignment constraint for member layout: i4");
  }

  // end::layout[]

  @Test
  void a_heap_segment_is_not_aligned_as_the_layout_requires() {
    var layout = LayoutReader.layout(LITTLE_ENDIAN);
    var b = layout.varHandle(groupElement("b"));
    var onHeap = MemorySegment.ofArray(FROM_CPP);
    assertThatThrownBy(() -> b.get(onHeap, 0L)).isInstanceOf(IllegalArgumentException.class);
    try (var arena = Arena.ofConfined()) {
      assertThat((int) b.get(arena.allocate(layout).copyFrom(onHeap), 0L)).isEqualTo(300);
    }
  }

  @Test
  void getString_throws_without_a_nul_within_the_segment() {
    try (var arena = Arena.ofConfined()) {
      var full = arena.allocate(15).copyFrom(MemorySegment.ofArray("안녕하세요".getBytes(UTF_8)));
      assertThatThrownBy(() -> full.getString(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  // tag::bytes[]
  @Test
  void a_cast_to_byte_keeps_the_lowest_eight_bits_and_a_byte_is_signed() {
    assertThat((byte) 300).isEqualTo((byte) 44);
    assertThat((byte) 200).isEqualTo((byte) -56);
    assertThat(Byte.toUnsignedInt((byte) 200)).isEqualTo(200);
    assertThat(ByteBuffer.allocate(3).array()).containsExactly(0, 0, 0);
  }
  // end::bytes[]
}
