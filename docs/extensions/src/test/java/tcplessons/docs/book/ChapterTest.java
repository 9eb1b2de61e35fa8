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

        See <<end>>, <<end,the end>>, xref:#end[it], xref:other.adoc[that page] and xref:other.adoc#there[there].

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

            See <<one_end>>, <<one_end,the end>>, xref:#one_end[it], xref:other[that page] and xref:other_there[there].

            [#one_end]
            == The end
            [[one_word]]A word.
            cout << end; // stays

            """);
  }

  @Test
  void a_correction_is_in_two_columns_and_shows_its_number() {
    assertThat(new Chapter("corrections", "[.claim]\nIt says:: [[t4]][[d1]]This.").text())
        .contains(
            "[horizontal]\nIt says:: [[corrections_t4]][.number]##t4## "
                + "[[corrections_d1]][.number]##d1## This.");
  }
}
