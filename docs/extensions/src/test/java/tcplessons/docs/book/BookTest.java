package tcplessons.docs.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BookTest {

  @Test
  void code_keeps_what_would_be_markup_or_the_end_of_a_cell() {
    assertThat(Book.code("read(byte[]) | *all*")).isEqualTo("``pass:c[read(byte[\\]) \\| *all*]``");
  }
}
