package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/                          |            | true",
        "/a.html                    | a.html     | false",
        "/a/b/                      | a b        | true",
        "/a?x=/../y                 | a          | false",
        "/?x                        |            | true",
        "/%61%2E%68tml              | a.html     | false",
        "/%ED%95%9C%EA%B8%80        | 한글       | false",
        "/a+b                       | a+b        | false",
        "/...                       | ...        | false",
        "/.hidden                   | .hidden    | false",
        "http://localhost:8000/a/b  | a b        | false",
        "http://localhost           |            | true",
        "HTTP://localhost?x         |            | true",
      })
  void a_target_is_decoded_into_names(String target, String names, boolean isFolder)
      throws Exception {
    var expected = names == null ? List.<String>of() : List.of(names.split(" "));
    assertThat(Target.of(target)).isEqualTo(new Target(expected, isFolder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..",
        "/../",
        "/a/../b",
        "/.",
        "/a/./b",
        "/%2e%2e/a",
        "/%2E%2e%2fa",
        "/.%2e/a",
        "/%2e",
        "/a/..%2f..%2fb",
        "/%5c..%5ca",
        "/a\\b",
        "/..\\a",
        "//a",
        "/a//b",
        "/a//",
        "/%00",
        "/a%00.html",
        "/%0a",
        "/%7f",
        "/%",
        "/%2",
        "/%zz",
        "/%-1",
        "/%u0061",
        "/%ff",
        "/%c0%ae%c0%ae/a",
        "/%ed%a0%80",
        "/%c2%80",
        "http://localhost/../a",
      })
  void a_target_that_no_file_in_a_folder_can_have_is_refused(String target) {
    assertThatThrownBy(() -> Target.of(target)).isInstanceOf(HttpError.class);
  }

  @Test
  void the_address_of_a_folder_is_encoded_and_begins_with_one_slash() throws Exception {
    assertThat(Target.of("/a%20b/%ED%95%9C").asFolder()).isEqualTo("/a%20b/%ED%95%9C/");
    assertThat(Target.of("/evil.example%3F").asFolder()).isEqualTo("/evil.example%3F/");
  }
}
