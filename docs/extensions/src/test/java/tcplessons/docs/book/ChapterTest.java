package tcplessons.docs.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChapterTest {

  @Test
  void ids_and_references_name_their_page_so_that_they_are_unique_in_a_book() {
    var page =
        """
        = A page
        :nav: Page

        See <<end>>, <<end,the end>>, xref:other.adoc[that page] and xref:other.adoc#there[there].

        [#end]
        == The end
        [[word]]A word.
        cout << end; // stays
        """;

    assertThat(new Chapter("one", page).text())
        .isEqualTo(
            """
            [#one]
            = A page
            :nav: Page

            See <<one_end>>, <<one_end,the end>>, xref:other[that page] and xref:other_there[there].

            [#one_end]
            == The end
            [[one_word]]A word.
            cout << end; // stays

            """);
  }
}
