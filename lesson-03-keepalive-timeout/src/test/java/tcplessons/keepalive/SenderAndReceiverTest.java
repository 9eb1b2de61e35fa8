package tcplessons.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SenderAndReceiverTest {

  private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();

  @Test
  void the_receiver_gets_all_bytes_of_the_sender_and_eof() throws Exception {
    try (var sender = TestProcess.program(JAVA, "src/main/java/Sender.java", "0", "100000")) {
      var port = "" + sender.port();
      try (var receiver =
          TestProcess.program(JAVA, "src/main/java/Receiver.java", "127.0.0.1", port)) {
        assertThat(receiver.out.awaitLines(3))
            .satisfiesExactly(
                line -> assertThat(line).matches("connected after \\d+ ms"),
                line -> assertThat(line).matches("EOF after \\d+ ms"),
                line -> assertThat(line).matches("100000 bytes, longest wait \\d+ ms"));
      }
      assertThat(sender.out.awaitLines(2).getLast()).matches("write returned after \\d+ ms");
    }
  }
}
