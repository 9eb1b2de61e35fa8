package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed and ambiguous requests, and valid ones that are easy to misread: src/test/hostile. */
class HostileRequestTest {

  /** A longer request is cut only at its first bytes: each cut is parsed anew. */
  private static final int CUT_BYTES_MAX = 2000;

  private static final Limits LIMITS = new Limits();

  static List<HostileRequest> cases() {
    return HostileRequest.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_hostile_request_gets_its_response_and_the_connection_closes(HostileRequest hostile)
      throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      client.sendUnlessClosed(hostile.bytes());
      if (hostile.halfCloses()) {
        client.shutdownOutput();
      }
      var responses = client.readResponses(); // EOF comes from the server
      assertThat(responses).extracting(ClientResponse::code).isEqualTo(hostile.statusCodes());
      if (!responses.getLast().code().equals("200")) {
        assertThat(responses.getLast().fields().values("Connection")).containsExactly("close");
      }
      assertThat(running.err.lines()).isEmpty();
      assertThat(running.out.lines()).noneMatch(line -> line.matches(".*\\p{Cc}.*"));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Timeout(240)
  void a_request_cut_at_any_byte_gives_the_same_response(HostileRequest hostile) {
    byte[] bytes = hostile.bytes();
    assertThat(FakeSource.whole(bytes).statusCodes(LIMITS)).isEqualTo(hostile.statusCodes());
    assertThat(FakeSource.inPiecesOf(1, bytes).statusCodes(LIMITS))
        .isEqualTo(hostile.statusCodes());
    for (int i = 1; i < Math.min(bytes.length, CUT_BYTES_MAX); i++) {
      assertThat(FakeSource.cutAt(i, bytes).statusCodes(LIMITS))
          .as("cut at %d", i)
          .isEqualTo(hostile.statusCodes());
    }
  }
}
