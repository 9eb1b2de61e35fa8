package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "LocalHost:5000, localhost",
    "localhost:, localhost",
    "127.0.0.1:65535, 127.0.0.1",
    "a_b-c.example, a_b-c.example",
    "%ED%95%9C.example:80, %ed%95%9c.example",
    "[::1], ::1",
    "[2001:DB8::1]:8080, 2001:db8::1",
    "[::ffff:1.2.3.4], ::ffff:1.2.3.4"
  })
  void the_host_is_taken_without_its_port(String text, String host) {
    assertThat(Authority.of(text)).contains(new Authority(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:65536",
        "localhost:123456",
        "localhost:8o",
        "localhost:80:80",
        "localhost:-1",
        "user@localhost",
        "local host",
        "a/b",
        "a%4",
        "a%4g",
        "é",
        "::1",
        "[",
        "[]",
        "[::1",
        "[::1]x",
        "[::1]:x",
        "[::g]",
        "[1.2.3.4]",
        "[::1%lo]",
        "[[::1]]"
      })
  void what_is_no_host_with_or_without_a_port_is_refused(String text) {
    assertThat(Authority.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"http://a/b?c", "HTTP://A:80?c", "http://a"})
  void an_absolute_target_contains_it(String target) {
    assertThat(Authority.ofTarget(target)).contains(new Authority("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://", "http:///b", "http://:80/", "http://a@b/"})
  void an_absolute_target_without_a_host_is_refused(String target) {
    assertThat(Authority.ofTarget(target)).isEmpty();
  }
}
