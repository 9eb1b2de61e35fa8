package tcplessons.binary;

import static java.nio.charset.CodingErrorAction.REPLACE;
import static java.nio.charset.CodingErrorAction.REPORT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tcplessons.binary.Utf8Decoder.Malformed;

class Utf8DecoderTest {

  private static final int PIECE = 64;

  // tag::left-over[]
  @Test
  void keeps_what_is_left_over_until_the_rest_of_the_character_comes() {
    var decoder = new Utf8Decoder(PIECE, REPORT);
    var first = decoder.decode(Bytes.of("ed959c ea"), 4); // 한, and the first byte of 글
    assertThat(first.text()).isEqualTo("한");
    assertThat(first.kept()).isEqualTo(1);
    var second = decoder.decode(Bytes.of("b880"), 2);
    assertThat(second.text()).isEqualTo("글");
    assertThat(second.kept()).isZero();
    assertThat(decoder.end().malformed()).isEmpty();
  }

  // end::left-over[]

  @Test
  void every_cut_of_a_text_gives_the_same_text() {
    var bytes = "a한é글😀.".getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      var decoder = new Utf8Decoder(PIECE, REPORT);
      var text = new StringBuilder();
      text.append(decoder.decode(bytes, cut).text());
      byte[] rest = Arrays.copyOfRange(bytes, cut, bytes.length);
      text.append(decoder.decode(rest, rest.length).text());
      assertThat(text).hasToString("a한é글😀.");
      assertThat(decoder.end().malformed()).isEmpty();
    }
  }

  @Test
  void reports_the_absolute_position_of_what_is_malformed_and_the_text_before_it() {
    var decoder = new Utf8Decoder(PIECE, REPORT);
    decoder.decode("한글".getBytes(UTF_8), 6);
    decoder.decode(Bytes.of("ed95"), 2); // the beginning of 한
    var malformed = decoder.decode(Bytes.of("9c 61 ff 62"), 4);
    assertThat(malformed.text()).isEqualTo("한a");
    assertThat(malformed.malformed()).contains(new Malformed(10, 1));
  }

  @Test
  void a_left_over_that_turns_out_to_be_malformed_is_reported_where_it_began() {
    var decoder = new Utf8Decoder(PIECE, REPORT);
    assertThat(decoder.decode(Bytes.of("61 ed95"), 3).kept()).isEqualTo(2);
    assertThat(decoder.decode(Bytes.of("62"), 1).malformed()).contains(new Malformed(1, 2));
  }

  @Test
  void a_truncated_end_is_reported_or_replaced() {
    var reporting = new Utf8Decoder(PIECE, REPORT);
    reporting.decode(Bytes.of("61 ed95"), 3);
    assertThat(reporting.end()).isEqualTo(decoded("", new Malformed(1, 2)));

    var replacing = new Utf8Decoder(PIECE, REPLACE);
    replacing.decode(Bytes.of("61 ed95"), 3);
    assertThat(replacing.end().text()).isEqualTo("\uFFFD");
  }

  @Test
  void a_decoder_of_java_reports_unless_it_is_told_otherwise_and_others_replace() throws Exception {
    var decoder = UTF_8.newDecoder();
    assertThat(decoder.malformedInputAction()).isEqualTo(REPORT);
    assertThat(new String(Bytes.of("ff"), UTF_8)).isEqualTo("\uFFFD");
    var reader = new InputStreamReader(new ByteArrayInputStream(Bytes.of("ff")), UTF_8);
    assertThat(reader.read()).isEqualTo('\uFFFD');
  }

  /** Rows of the file: bytes in hex, position and length of what is malformed, or of nothing. */
  @ParameterizedTest
  @CsvFileSource(resources = "/corpus/utf-8.csv", useHeadersInDisplayName = true)
  void bad_input_is_reported_where_it_is_and_replaced_as_string_does(
      String hex, Long position, Integer length) {
    var bytes = Bytes.of(hex);
    var expected = Optional.ofNullable(position).map(at -> new Malformed(at, length));
    for (int piece = 1; piece <= bytes.length; piece++) {
      assertThat(malformed(bytes, piece)).isEqualTo(expected);
      assertThat(text(bytes, List.of(piece), REPLACE)).isEqualTo(new String(bytes, UTF_8));
    }
  }

  @Test
  void random_bytes_in_random_pieces_are_replaced_as_string_replaces_the_whole() throws Exception {
    Seed.tryWith(random -> {
      for (int i = 0; i < 5000; i++) {
        var bytes = mixed(random);
        var cuts = Bytes.cuts(random, bytes.length, 7);
        assertThat(text(bytes, cuts, REPLACE)).isEqualTo(new String(bytes, UTF_8));
      }
    });
  }

  @Test
  void random_text_in_random_pieces_comes_back() throws Exception {
    Seed.tryWith(random -> {
      for (int i = 0; i < 2000; i++) {
        var text =
            random
                .ints(20, 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var bytes = text.getBytes(UTF_8);
        assertThat(text(bytes, Bytes.cuts(random, bytes.length, 5), REPORT)).isEqualTo(text);
      }
    });
  }

  /** Halves of characters beside whole ones: pure noise is hardly ever UTF-8. */
  private static byte[] mixed(Random random) {
    var bytes = "한a😀é글".repeat(2).getBytes(UTF_8);
    for (int i = random.nextInt(6); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    int from = random.nextInt(bytes.length);
    return Arrays.copyOfRange(bytes, from, random.nextInt(from, bytes.length) + 1);
  }

  /** Decodes in pieces of these lengths, the last of them again and again. */
  private static String text(byte[] bytes, List<Integer> cuts, CodingErrorAction action) {
    var decoder = new Utf8Decoder(PIECE, action);
    var text = new StringBuilder();
    int index = 0;
    for (int at = 0; at < bytes.length; index++) {
      int cut = cuts.get(Math.min(index, cuts.size() - 1));
      var piece = Arrays.copyOfRange(bytes, at, Math.min(at + cut, bytes.length));
      text.append(decoder.decode(piece, piece.length).text());
      at += piece.length;
    }
    return text.append(decoder.end().text()).toString();
  }

  private static Optional<Malformed> malformed(byte[] bytes, int size) {
    var decoder = new Utf8Decoder(PIECE, REPORT);
    for (int at = 0; at < bytes.length; at += size) {
      var piece = Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length));
      var decoded = decoder.decode(piece, piece.length);
      if (decoded.malformed().isPresent()) {
        return decoded.malformed();
      }
    }
    return decoder.end().malformed();
  }

  private static Utf8Decoder.Decoded decoded(String text, Malformed malformed) {
    return new Utf8Decoder.Decoded(text, 0, Optional.of(malformed));
  }
}
