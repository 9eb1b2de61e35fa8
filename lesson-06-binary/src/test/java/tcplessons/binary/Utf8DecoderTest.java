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

  private static final int CHUNK_BYTES = 64;

  // tag::pending[]
  @Test
  void keeps_an_incomplete_character_until_its_last_byte_arrives() {
    var decoder = new Utf8Decoder(CHUNK_BYTES, REPORT);
    var first = decoder.decode(TestBytes.of("ed959c ea"), 4); // 한, and the first byte of 글
    assertThat(first.text()).isEqualTo("한");
    assertThat(first.pendingBytes()).isEqualTo(1);
    var second = decoder.decode(TestBytes.of("b880"), 2);
    assertThat(second.text()).isEqualTo("글");
    assertThat(second.pendingBytes()).isZero();
    assertThat(decoder.finish().malformed()).isEmpty();
  }

  // end::pending[]

  @Test
  void a_text_cut_at_any_byte_gives_the_same_text() {
    var bytes = "a한é글😀.".getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      var decoder = new Utf8Decoder(CHUNK_BYTES, REPORT);
      var text = new StringBuilder();
      text.append(decoder.decode(bytes, cut).text());
      byte[] rest = Arrays.copyOfRange(bytes, cut, bytes.length);
      text.append(decoder.decode(rest, rest.length).text());
      assertThat(text).hasToString("a한é글😀.");
      assertThat(decoder.finish().malformed()).isEmpty();
    }
  }

  @Test
  void reports_the_position_of_a_malformed_sequence_in_the_stream_and_the_text_before_it() {
    var decoder = new Utf8Decoder(CHUNK_BYTES, REPORT);
    decoder.decode("한글".getBytes(UTF_8), 6);
    decoder.decode(TestBytes.of("ed95"), 2); // the beginning of 한
    var malformed = decoder.decode(TestBytes.of("9c 61 ff 62"), 4);
    assertThat(malformed.text()).isEqualTo("한a");
    assertThat(malformed.malformed()).contains(new Malformed(10, 1));
  }

  @Test
  void pending_bytes_that_turn_out_to_be_malformed_are_reported_at_their_first_byte() {
    var decoder = new Utf8Decoder(CHUNK_BYTES, REPORT);
    assertThat(decoder.decode(TestBytes.of("61 ed95"), 3).pendingBytes()).isEqualTo(2);
    assertThat(decoder.decode(TestBytes.of("62"), 1).malformed()).contains(new Malformed(1, 2));
  }

  @Test
  void a_truncated_character_at_the_end_is_reported_or_replaced() {
    var reporting = new Utf8Decoder(CHUNK_BYTES, REPORT);
    reporting.decode(TestBytes.of("61 ed95"), 3);
    assertThat(reporting.finish()).isEqualTo(decoded("", new Malformed(1, 2)));

    var replacing = new Utf8Decoder(CHUNK_BYTES, REPLACE);
    replacing.decode(TestBytes.of("61 ed95"), 3);
    assertThat(replacing.finish().text()).isEqualTo("\uFFFD");
  }

  @Test
  void newDecoder_reports_by_default_and_String_and_InputStreamReader_replace() throws Exception {
    var decoder = UTF_8.newDecoder();
    assertThat(decoder.malformedInputAction()).isEqualTo(REPORT);
    assertThat(new String(TestBytes.of("ff"), UTF_8)).isEqualTo("\uFFFD");
    var reader = new InputStreamReader(new ByteArrayInputStream(TestBytes.of("ff")), UTF_8);
    assertThat(reader.read()).isEqualTo('\uFFFD');
  }

  /** Rows of the file: bytes in hex, position and length of the malformed sequence, if any. */
  @ParameterizedTest
  @CsvFileSource(resources = "/corpus/utf-8.csv", useHeadersInDisplayName = true)
  void each_input_of_the_corpus_is_reported_at_its_position_and_replaced_as_by_String(
      String hex, Long position, Integer length) {
    var bytes = TestBytes.of(hex);
    var expected = Optional.ofNullable(position).map(at -> new Malformed(at, length));
    for (int chunk = 1; chunk <= bytes.length; chunk++) {
      assertThat(malformed(bytes, chunk)).isEqualTo(expected);
      assertThat(text(bytes, List.of(chunk), REPLACE)).isEqualTo(new String(bytes, UTF_8));
    }
  }

  @Test
  void random_bytes_in_random_chunks_are_replaced_as_by_String() throws Exception {
    RandomizedTest.run(random -> {
      for (int i = 0; i < 5000; i++) {
        var bytes = mixed(random);
        var cuts = TestBytes.cuts(random, bytes.length, 7);
        assertThat(text(bytes, cuts, REPLACE)).isEqualTo(new String(bytes, UTF_8));
      }
    });
  }

  @Test
  void random_text_in_random_chunks_is_decoded_unchanged() throws Exception {
    RandomizedTest.run(random -> {
      for (int i = 0; i < 2000; i++) {
        var text =
            random
                .ints(20, 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var bytes = text.getBytes(UTF_8);
        assertThat(text(bytes, TestBytes.cuts(random, bytes.length, 5), REPORT)).isEqualTo(text);
      }
    });
  }

  /** Whole and broken characters: random bytes alone are hardly ever UTF-8. */
  private static byte[] mixed(Random random) {
    var bytes = "한a😀é글".repeat(2).getBytes(UTF_8);
    for (int i = random.nextInt(6); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    int from = random.nextInt(bytes.length);
    return Arrays.copyOfRange(bytes, from, random.nextInt(from, bytes.length) + 1);
  }

  /** Decodes chunks of these lengths; the last length is repeated. */
  private static String text(byte[] bytes, List<Integer> cuts, CodingErrorAction action) {
    var decoder = new Utf8Decoder(CHUNK_BYTES, action);
    var text = new StringBuilder();
    int index = 0;
    for (int at = 0; at < bytes.length; index++) {
      int cut = cuts.get(Math.min(index, cuts.size() - 1));
      var chunk = Arrays.copyOfRange(bytes, at, Math.min(at + cut, bytes.length));
      text.append(decoder.decode(chunk, chunk.length).text());
      at += chunk.length;
    }
    return text.append(decoder.finish().text()).toString();
  }

  private static Optional<Malformed> malformed(byte[] bytes, int size) {
    var decoder = new Utf8Decoder(CHUNK_BYTES, REPORT);
    for (int at = 0; at < bytes.length; at += size) {
      var chunk = Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length));
      var decoded = decoder.decode(chunk, chunk.length);
      if (decoded.malformed().isPresent()) {
        return decoded.malformed();
      }
    }
    return decoder.finish().malformed();
  }

  private static Utf8Decoder.Decoded decoded(String text, Malformed malformed) {
    return new Utf8Decoder.Decoded(text, 0, Optional.of(malformed));
  }
}
