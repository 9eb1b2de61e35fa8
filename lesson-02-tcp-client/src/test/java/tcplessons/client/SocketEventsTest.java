package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** The events of Node's net.Socket in blocking Java. It tests the JDK, not the lesson's code. */
class SocketEventsTest {

  private static final byte[] DATA = "testing~".getBytes(UTF_8);

  @Test
  void lookup_is_the_return_of_getAllByName_or_its_exception() throws Exception {
    assertThat(InetAddress.getAllByName("127.0.0.3"))
        .containsExactly(InetAddress.getByAddress(new byte[] {127, 0, 0, 3}));
    assertThatThrownBy(() -> InetAddress.getAllByName("no-such-host.invalid"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageStartingWith("no-such-host.invalid");
  }

  @Test
  void connect_is_the_return_of_the_constructor_even_before_accept_is_called() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      assertThat(socket.isConnected()).isTrue();
      socket.getOutputStream().write(DATA); // the kernel buffers it
    }
  }

  @Test
  @LinuxErrorText
  void a_refused_connect_is_an_exception_of_the_constructor() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.3"))) {
      assertThatThrownBy(() -> new Socket("127.0.0.2", elsewhere.getLocalPort()))
          .isInstanceOf(ConnectException.class)
          .hasMessage("Connection refused");
    }
  }

  @Test
  void data_is_a_read_that_returns_what_has_arrived_not_what_one_write_sent() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.server().getOutputStream().write("hello".getBytes(UTF_8));
      pair.server().getOutputStream().write("world".getBytes(UTF_8));
      await().until(() -> pair.client().getInputStream().available() == 10);
      var bytes = new byte[1024];
      int count = pair.client().getInputStream().read(bytes);
      assertThat(new String(bytes, 0, count, UTF_8)).isEqualTo("helloworld");
    }
  }

  @Test
  void end_is_a_read_that_returns_minus_1_after_all_the_data_before_it() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.server().getOutputStream().write(DATA);
      pair.server().shutdownOutput();
      var in = pair.client().getInputStream();
      assertThat(in.readNBytes(8)).isEqualTo(DATA);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  // tag::after-the-end[]
  @Test
  void after_eof_every_read_returns_minus_1_and_no_flag_of_the_socket_changes() throws Exception {
    try (var pair = SocketPair.connect()) {
      var client = pair.client();
      pair.server().close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(client.isConnected()).isTrue();
      assertThat(client.isClosed()).isFalse();
      assertThat(client.isInputShutdown()).isFalse();
      assertThat(client.getInputStream().available()).isZero();
    }
  }

  // end::after-the-end[]

  // tag::broken-pipe[]
  @Test
  @LinuxErrorText
  void the_first_write_after_the_peers_close_succeeds_and_a_later_one_fails() throws Exception {
    try (var pair = SocketPair.connect()) {
      var client = pair.client();
      pair.server().close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);

      client.getOutputStream().write(DATA); // is sent; the response is RST
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> client.getOutputStream().write(DATA))
                  .isInstanceOf(SocketException.class)
                  .hasMessage("Broken pipe"));
      assertThat(client.getInputStream().read()).isEqualTo(-1); // as before
    }
  }

  // end::broken-pipe[]

  @Test
  void every_write_after_the_peers_half_close_succeeds_and_arrives() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.server().shutdownOutput();
      assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
      for (int i = 0; i < 100; i++) {
        pair.client().getOutputStream().write(DATA);
        assertThat(pair.server().getInputStream().readNBytes(8)).isEqualTo(DATA);
      }
    }
  }

  @Test
  @LinuxErrorText
  void a_half_close_leaves_the_other_direction_open_and_makes_writes_fail() throws Exception {
    try (var pair = SocketPair.connect()) {
      var out = pair.client().getOutputStream();
      pair.client().shutdownOutput();
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
      pair.server().getOutputStream().write(DATA);
      assertThat(pair.client().getInputStream().readNBytes(8)).isEqualTo(DATA);
      assertThatThrownBy(() -> out.write(DATA))
          .isInstanceOf(SocketException.class)
          .hasMessage("Broken pipe"); // the kernel's EPIPE; getOutputStream() checks earlier:
      assertThatThrownBy(() -> pair.client().getOutputStream())
          .isInstanceOf(SocketException.class)
          .hasMessage("Socket output is shutdown");
    }
  }

  @Test
  void timeout_is_an_exception_of_read_and_the_socket_stays_usable() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.client().setSoTimeout(50);
      assertThatThrownBy(() -> pair.client().getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Read timed out");

      pair.client().setSoTimeout(20_000);
      pair.client().getOutputStream().write(DATA);
      assertThat(pair.server().getInputStream().readNBytes(8)).isEqualTo(DATA);
      pair.server().getOutputStream().write(DATA);
      assertThat(pair.client().getInputStream().readNBytes(8)).isEqualTo(DATA);
    }
  }

  @Test
  void drain_is_the_return_of_a_write_that_waited_for_the_receiver() throws Exception {
    var data = new byte[50_000_000]; // more than the kernels buffer
    try (var pair = SocketPair.connect()) {
      var writing = BackgroundTask.start(() -> pair.client().getOutputStream().write(data));
      var in = pair.server().getInputStream();
      await().until(() -> in.available() > 0);
      assertThat(writing.isDone()).isFalse();
      in.skipNBytes(data.length);
      writing.awaitSuccess();
    }
  }

  @Test
  void closing_the_socket_makes_a_write_fail_that_waits_for_the_receiver() throws Exception {
    try (var pair = SocketPair.connect()) {
      var writing =
          BackgroundTask.start(() -> pair.client().getOutputStream().write(new byte[50_000_000]));
      await().until(() -> pair.server().getInputStream().available() > 0);
      pair.client().close();
      writing.awaitFailure("Socket closed");
    }
  }

  @Test
  @LinuxErrorText
  void error_is_an_exception_and_after_a_reset_every_read_throws_it() throws Exception {
    try (var pair = SocketPair.connect()) {
      SocketPair.reset(pair.server());
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> pair.client().getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessage("Connection reset");
      }
      assertThatThrownBy(() -> pair.client().getOutputStream().write(DATA))
          .isInstanceOf(SocketException.class)
          .hasMessage("Broken pipe");
    }
  }

  @Test
  @LinuxErrorText
  void closing_with_unread_input_is_a_fin_first_and_then_a_reset() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.client().getOutputStream().write(DATA);
      await().until(() -> pair.server().getInputStream().available() == 8);
      pair.server().close(); // FIN, then RST
      assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> pair.client().getOutputStream().write(DATA))
                  .isInstanceOf(SocketException.class)
                  .hasMessage("Broken pipe"));
    }
  }

  @Test
  void close_by_another_thread_is_an_exception_of_the_waiting_read() throws Exception {
    try (var pair = SocketPair.connect()) {
      var out = new CapturedOutput();
      var reading =
          BackgroundTask.start(() -> {
            var in = pair.client().getInputStream();
            out.println("reading");
            in.read();
          });
      out.awaitLine("reading");
      pair.client().close();
      reading.awaitFailure("Socket closed");
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void close_is_the_end_of_the_try_block_with_or_without_an_error() throws Exception {
    try (var pair = SocketPair.connect()) {
      var out = new CapturedOutput();
      var closing =
          BackgroundTask.start(() -> {
            try (var socket = pair.client()) {
              socket.getInputStream().read();
            } catch (SocketException e) {
              out.println("error: " + e.getMessage());
            } finally {
              out.println("close: " + pair.client().isClosed());
            }
          });
      SocketPair.reset(pair.server());
      closing.awaitSuccess();
      assertThat(out.lines()).containsExactly("error: Connection reset", "close: true");
    }
  }

  @Test
  void readLine_waits_for_a_newline_that_does_not_come_and_loses_the_text() throws Exception {
    try (var pair = SocketPair.connect()) {
      var client = pair.client();
      var toClient = pair.server().getOutputStream();
      // tag::read-line[]
      var in = new InputStreamReader(client.getInputStream(), UTF_8);
      var lines = new BufferedReader(in);
      client.setSoTimeout(300);
      toClient.write("test".getBytes(UTF_8)); // no newline

      assertThatThrownBy(lines::readLine)
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Read timed out");

      toClient.write("again\n".getBytes(UTF_8));
      assertThat(lines.readLine()).isEqualTo("again"); // "test" is lost
      // end::read-line[]
    }
  }
}
