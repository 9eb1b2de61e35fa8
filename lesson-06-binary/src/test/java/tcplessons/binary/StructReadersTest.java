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

  /** What g++ makes of A, 300, hello on x86-64. */
  private static final byte[] FROM_CPP =
      Bytes.of("41 000000 2c010000 68656c6c6f00000000000000000000 00");

  static final List<StructReader> LITTLE =
      List.of(new BufferReader(LITTLE_ENDIAN), new LayoutReader(LITTLE_ENDIAN));

  static final List<StructReader> BIG =
      List.of(new BufferReader(BIG_ENDIAN), new LayoutReader(BIG_ENDIAN), new StreamReader());

  @ParameterizedTest
  @FieldSource("LITTLE")
  void what_cpp_sent_is_read_as_it_was_meant(StructReader reader) throws Exception {
    assertThat(reader.read(FROM_CPP)).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @FieldSource("BIG")
  void what_was_not_agreed_upon_is_read_as_another_number(StructReader reader) throws Exception {
    assertThat(reader.read(FROM_CPP).b()).isEqualTo(738263040);
    var minusTwo = new CStruct((byte) 'A', -2, "").toBytes(LITTLE_ENDIAN);
    assertThat(reader.read(minusTwo).b()).isEqualTo(-16777217);
  }

  @ParameterizedTest
  @FieldSource("BIG")
  void in_network_order_all_three_agree(StructReader reader) throws Exception {
    assertThat(reader.read(HELLO.toBytes(BIG_ENDIAN))).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @FieldSource("LITTLE")
  void negative_numbers_and_the_ends_of_the_range_are_read(StructReader reader) throws Exception {
    for (int b : new int[] {-2, 0, 255, 256, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      var struct = new CStruct((byte) 0x80, b, "안녕하세요");
      assertThat(reader.read(struct.toBytes(LITTLE_ENDIAN))).isEqualTo(struct);
    }
  }

  @ParameterizedTest
  @FieldSource("LITTLE")
  void what_the_padding_holds_means_nothing(StructReader reader) throws Exception {
    var leaking = Bytes.of("41 65746d 2c010000 68656c6c6f00 6e2154206f54b05500 00");
    assertThat(reader.read(leaking)).isEqualTo(HELLO);
    var filled = Bytes.of("41 ffffff 2c010000 66696674 65656e20 6c657474 657273 58");
    assertThat(reader.read(filled).c()).isEqualTo("fifteen letters"); // and no X
  }

  @ParameterizedTest
  @FieldSource("LITTLE")
  void what_is_no_utf_8_becomes_replacement_characters(StructReader reader) throws Exception {
    var cut = Bytes.of("41 000000 2c010000 6162ec9500000000000000000000ff 00");
    assertThat(reader.read(cut).c()).isEqualTo("ab\uFFFD");
    var wild = Bytes.of("41 000000 2c010000 ffffffffffffffffffffffffffffff ff");
    assertThat(reader.read(wild).c()).isEqualTo("\uFFFD".repeat(15));
  }

  @Test
  void random_structs_come_back_from_each_reader_in_its_order() throws Exception {
    Seed.tryWith(random -> {
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
  void random_bytes_are_read_alike_by_all_and_by_none_with_an_exception() throws Exception {
    Seed.tryWith(random -> {
      for (int i = 0; i < 2000; i++) {
        var bytes = Bytes.random(random, CStruct.SIZE);
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

  // What the JDK does: no lesson's code, but what the page says of it.

  @Test
  void a_byte_buffer_that_is_not_told_takes_the_highest_byte_first() {
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
  void a_byte_array_of_java_is_not_aligned_as_the_layout_wants_it() {
    var layout = LayoutReader.layout(LITTLE_ENDIAN);
    var b = layout.varHandle(groupElement("b"));
    var onHeap = MemorySegment.ofArray(FROM_CPP);
    assertThatThrownBy(() -> b.get(onHeap, 0L)).isInstanceOf(IllegalArgumentException.class);
    try (var arena = Arena.ofConfined()) {
      assertThat((int) b.get(arena.allocate(layout).copyFrom(onHeap), 0L)).isEqualTo(300);
    }
  }

  @Test
  void getString_wants_a_nul_within_the_segment() {
    try (var arena = Arena.ofConfined()) {
      var full = arena.allocate(15).copyFrom(MemorySegment.ofArray("안녕하세요".getBytes(UTF_8)));
      assertThatThrownBy(() -> full.getString(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  // tag::bytes[]
  @Test
  void a_byte_is_signed_and_takes_the_lowest_eight_bits_of_a_number_without_a_word() {
    assertThat((byte) 300).isEqualTo((byte) 44);
    assertThat((byte) 200).isEqualTo((byte) -56);
    assertThat(Byte.toUnsignedInt((byte) 200)).isEqualTo(200);
    assertThat(ByteBuffer.allocate(3).array()).containsExactly(0, 0, 0);
  }
  // end::bytes[]
}
