package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "guest-1",
        "_x_",
        "민지",
        "\u1112\u1161\u11ab", // 한 in three code points
        "ㅋㅋㅋ",
        "q\u0301", // a letter and a mark without a code point for both
        "नमस्ते",
        "ไทย",
        "𠮷野家",
        "abcdefghij0123456789",
        "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"
      })
  void letters_and_digits_of_any_script_are_allowed(String name) {
    assertThat(GuestName.of(name).isAllowed()).isTrue();
  }

  /** Code points in hex: each is a letter or a mark, or has no glyph of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AD", "34F", "61C", "115F", "1160", "17B4", "17B5", "180B", "180E", "180F", "200B", "200C",
        "200D", "2060", "2063", "2800", "3164", "FE00", "FE0F", "FEFF", "FFA0", "1D173", "E0001",
        "E0041", "E0100", "E01EF"
      })
  void an_invisible_character_is_not_allowed_alone_or_between_letters(String hex) {
    var invisible = Character.toString(Integer.parseInt(hex, 16));
    assertThat(GuestName.of(invisible).isAllowed()).isFalse();
    assertThat(GuestName.of("민" + invisible + "지").isAllowed()).isFalse();
    assertThat(GuestName.of("a" + invisible).isAllowed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0301", "\u0301a", "_\u0332", "a-\u0335", "\u20e3"})
  void a_mark_without_a_letter_before_it_is_not_allowed(String name) {
    assertThat(GuestName.of(name).isAllowed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "*", "<b>", "🙂", "abcdefghij01234567890", "a\n", "\ud800"})
  void other_characters_and_other_lengths_are_not_allowed(String name) {
    assertThat(GuestName.of(name).isAllowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "한, \u1112\u1161\u11ab", // NFC and NFD
    "é, e\u0301",
    "ㄱ, \u1100", // a letter in the compatibility block of Korean, and in the block for syllables
    "민지1, 민지１", // full width
    "Jun, JUN",
    "σ, ς"
  })
  void names_that_look_the_same_have_the_same_key(String one, String other) {
    assertThat(GuestName.of(other).key()).isEqualTo(GuestName.of(one).key());
  }

  @Test
  void the_text_of_a_name_is_not_changed_beyond_nfc() {
    assertThat(GuestName.of("ㅋㅋ１").text()).isEqualTo("ㅋㅋ１");
    assertThat(GuestName.of("\u1112\u1161\u11ab").text()).isEqualTo("한");
  }
}
