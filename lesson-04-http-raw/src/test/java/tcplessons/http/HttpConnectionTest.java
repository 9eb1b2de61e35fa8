package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Persistent connections, their time limits, and how they close. */
class HttpConnectionTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** After the response 100 Continue the server waits for the body. */
  private static final String EXPECT_CONTINUE =
      "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";

  // Requests on one connection.

  @Test
  void requests_follow_each_other_on_one_connection() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      for (int i = 0; i < 100; i++) {
        var response = client.send(post("I am " + i)).readResponse();
        assertThat(response.body()).isEqualTo("I am " + i);
        assertThat(response.field("Connection")).isEqualTo("keep-alive");
      }
      client.shutdownOutput();
      assertThat(client.read()).isEqualTo(-1);
      assertThat(running.out.lines()).filteredOn("connect address : 127.0.0.1"::equals).hasSize(1);
    }
  }

  @Test
  void pipelined_requests_get_their_responses_in_order() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      var all = new StringBuilder();
      IntStream.range(0, 500).forEach(i -> all.append(post("I am " + i)));
      client.send(all.toString());
      for (int i = 0; i < 500; i++) {
        assertThat(client.readResponse().body()).isEqualTo("I am " + i);
      }
    }
  }

  @Test
  void a_request_may_arrive_one_byte_at_a_time() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      for (byte part : post("hello").getBytes(UTF_8)) {
        client.send(new byte[] {part});
      }
      assertThat(client.readResponse().body()).isEqualTo("hello");
    }
  }

  @Test
  void head_gets_the_response_of_get_without_the_body() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = RawClient.connect(running)) {
      var get = client.send(GET).readResponse();
      var head = client.send(GET.replace("GET", "HEAD")).readResponseToHead();
      assertThat(head.fields().values("Content-Length"))
          .isEqualTo(get.fields().values("Content-Length"));
      assertThat(client.send(GET).readResponse().body())
          .isEqualTo(get.body()); // no byte of a body was left
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEAD / HTTP/1.1\r\n\r\n",
        "HEAD / HTTP/1.1\r\nHost: /\r\n\r\n",
        "HEAD / HTTP/2.0\r\n\r\n",
        "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n",
        "HEAD / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx",
        "HEAD / HTTP/1.1\r\nHost: a\r\nX",
      })
  void a_refused_head_gets_no_content(String request) throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      client.send(request).shutdownOutput();
      var response = client.readResponseToHead();
      assertThat(response.code()).isIn("400", "413", "505");
      assertThat(response.field("Content-Length")).isNotEqualTo("0");
      assertThat(client.readUntilEof()).isEmpty();
    }
  }

  @Test
  void an_empty_line_after_a_request_is_no_request() throws Exception {
    try (var running = RunningStep.server(new Echo(), "--head-time", "200ms", "--idle-time", "2s");
        var client = RawClient.connect(running);
        var other = RawClient.connect(running)) {
      other.send(GET + "\r\n").readResponse();
      assertThat(other.send(GET).readResponse().code()).isEqualTo("200");
      client.send(GET + "\r\n").readResponse();
      assertThat(client.readUntilEof()).isEmpty(); // the idle time closes it, without 408
    }
  }

  @Test
  void connection_close_gets_a_response_and_then_eof() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(client.readResponses())
          .singleElement()
          .satisfies(response -> assertThat(response.field("Connection")).isEqualTo("close"))
          .satisfies(response -> assertThat(response.body()).isEqualTo("hi"));
    }
  }

  @Test
  void http_1_0_closes_after_one_response_unless_the_client_sends_keep_alive() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var once = RawClient.connect(running);
        var more = RawClient.connect(running)) {
      assertThat(once.send("GET / HTTP/1.0\r\n\r\n").readResponses()).hasSize(1);
      for (int i = 0; i < 2; i++) {
        var response = more.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").readResponse();
        assertThat(response.field("Connection")).isEqualTo("keep-alive");
      }
    }
  }

  @Test
  void a_client_that_half_closes_still_gets_its_response() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      client.send(post("hello")).shutdownOutput();
      assertThat(client.readResponses()).extracting(ClientResponse::body).containsExactly("hello");
    }
  }

  @Test
  void a_client_that_expects_100_continue_gets_it_before_the_body() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      assertThat(client.send(EXPECT_CONTINUE).readResponse().statusLine())
          .isEqualTo("HTTP/1.1 100 Continue");
      assertThat(client.send("hello").readResponse().body()).isEqualTo("hello");
    }
  }

  // Time limits.

  @Test
  void a_head_that_arrives_byte_by_byte_gets_408_at_its_deadline() throws Exception {
    try (var running = RunningStep.server(new Echo(), "--head-time", "1s");
        var client = RawClient.connect(running)) {
      var sender =
          CompletableFuture.runAsync(
              () -> sendSlowly(client, "GET / HTTP/1.1\r\nX: "), Thread::startVirtualThread);
      var response = client.readResponse();
      assertThat(response.code()).isEqualTo("408");
      assertThat(response.field("Connection")).isEqualTo("close");
      client.socket.close();
      sender.cancel(true);
    }
  }

  @Test
  void a_body_that_stops_arriving_gets_408() throws Exception {
    try (var running = RunningStep.server(new Echo(), "--body-time", "300ms");
        var client = RawClient.connect(running)) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");
      assertThat(client.readResponses()).extracting(ClientResponse::code).containsExactly("408");
    }
  }

  @Test
  void a_body_that_arrives_too_slowly_gets_408() throws Exception {
    var echo = new Echo();
    echo.http.limits.minBytesPerSecond = 1_000_000;
    try (var running = RunningStep.server(echo, "--body-time", "300ms");
        var client = RawClient.connect(running)) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
      var sender =
          CompletableFuture.runAsync(() -> sendSlowly(client, "x"), Thread::startVirtualThread);
      assertThat(client.readResponse().code()).isEqualTo("408");
      client.socket.close();
      sender.cancel(true);
    }
  }

  @Test
  void each_byte_of_a_body_extends_its_deadline() throws Exception {
    var echo = new Echo();
    echo.http.limits.minBytesPerSecond = 10;
    try (var running = RunningStep.server(echo, "--body-time", "300ms");
        var client = RawClient.connect(running)) {
      var head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 205\r\n\r\n";
      client.send(head + "x".repeat(200)); // extends the deadline by 20 s
      assertThat(client.send("12345").readResponse().body()).hasSize(205);
    }
  }

  /** Sends one byte at a time until the server closes. */
  private static void sendSlowly(RawClient client, String text) {
    try {
      for (int i = 0; ; i++) {
        client.send(text.substring(Math.min(i, text.length() - 1)).substring(0, 1));
        Thread.sleep(20);
      }
    } catch (Exception _) {
      // the server has closed
    }
  }

  @Test
  void an_idle_connection_is_closed_without_a_response() throws Exception {
    try (var running = RunningStep.server(new Echo(), "--idle-time", "2s");
        var idle = RawClient.connect(running);
        var after = RawClient.connect(running)) {
      after.send(GET).readResponse();
      assertThat(idle.readUntilEof()).isEmpty();
      assertThat(after.readUntilEof()).isEmpty();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_client_that_never_reads_is_reset_and_does_not_delay_others() throws Exception {
    var echo = new Echo();
    echo.http.limits.minBytesPerSecond = 1 << 30;
    // The deadline is checked once every idle time, which must be long enough for the requests.
    try (var running = RunningStep.server(echo, "--write-time", "300ms", "--idle-time", "2s");
        var neverReading = RawClient.connect(running)) {
      var request = post("x".repeat(new Limits().maxBodyBytes));
      var sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (true) {
                    neverReading.send(request);
                  }
                } catch (Exception _) {
                  // the server has sent RST
                }
              },
              Thread::startVirtualThread);
      try (var client = RawClient.connect(running)) {
        assertThat(client.send(post("hello")).readResponse().body()).isEqualTo("hello");
      }
      running.err.awaitLine(line -> line.endsWith(": too little of the answer was taken"));
      sending.join();
      assertThat(running.err.lines()).hasSize(1);
    }
  }

  @Test
  void a_request_that_arrives_while_the_process_is_stopped_is_read_before_the_idle_time_ends()
      throws Exception {
    var clients = new ArrayList<RawClient>();
    try (var process = TestProcess.step("echo", "--port", "0", "--idle-time", "1s")) {
      for (int i = 0; i < 20; i++) {
        clients.add(RawClient.connect(process));
      }
      for (var client : clients) {
        client.send(GET).readResponse();
      }
      process.signal("STOP");
      for (var client : clients) {
        client.send(GET);
      }
      Thread.sleep(1500); // not a wait for a condition: the process is stopped for this long
      process.signal("CONT");
      for (var client : clients) {
        assertThat(client.readResponse().code()).isEqualTo("200");
        client.close();
      }
    }
  }

  @Test
  void the_rest_of_a_head_that_arrives_while_the_process_is_stopped_is_read() throws Exception {
    try (var process = TestProcess.step("echo", "--port", "0", "--head-time", "1s");
        var client = RawClient.connect(process)) {
      client.send(GET + "GET / HTTP/1.1\r\n").readResponse(); // the server has read both
      process.signal("STOP");
      client.send("Host: a\r\nX: ").send("x\r\n\r\n");
      Thread.sleep(1500); // longer than the head time
      process.signal("CONT");
      assertThat(client.readResponse().code()).isEqualTo("200");
    }
  }

  @Test
  void an_old_connection_gets_one_more_response() throws Exception {
    var echo = new Echo();
    echo.http.limits.connectionTime = Duration.ofNanos(1);
    try (var running = RunningStep.server(echo);
        var client = RawClient.connect(running)) {
      assertThat(client.send(GET).readResponses())
          .singleElement()
          .satisfies(response -> assertThat(response.field("Connection")).isEqualTo("close"));
    }
  }

  // Several connections.

  @Test
  void connections_over_the_limit_wait_until_another_one_closes() throws Exception {
    try (var running = RunningStep.server(new Echo(), "--connections", "2");
        var first = RawClient.connect(running);
        var second = RawClient.connect(running);
        var third = RawClient.connect(running)) {
      first.send(GET).readResponse();
      second.send(GET).readResponse();
      third.send(GET);
      third.socket.setSoTimeout(300);
      assertThatThrownBy(third::readResponse).hasMessage("Read timed out");
      third.socket.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
      first.socket.close();
      assertThat(third.readResponse().code()).isEqualTo("200");
    }
  }

  @Test
  void five_hundred_clients_at_once_get_their_own_bodies_back() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var exchanges =
          IntStream.range(0, 500)
              .<Callable<String>>mapToObj(i ->
                  () -> {
                    try (var client = RawClient.connect(running)) {
                      client.send(post("I am " + i)).readResponse();
                      return client.send(post("Still " + i)).readResponse().body();
                    }
                  })
              .toList();
      var responses = clients.invokeAll(exchanges);
      for (int i = 0; i < 500; i++) {
        assertThat(responses.get(i).get()).isEqualTo("Still " + i);
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_reset_during_a_request_prints_one_error_line_and_other_clients_are_served()
      throws Exception {
    try (var running = RunningStep.server(new Echo());
        var other = RawClient.connect(running)) {
      var resetting = RawClient.connect(running);
      resetting.send(EXPECT_CONTINUE).readResponse();
      resetting.reset();
      running.err.awaitLines(1);
      assertThat(running.err.lines()).first().asString().endsWith(": Connection reset");
      assertThat(other.send(post("hello")).readResponse().body()).isEqualTo("hello");
    }
  }

  @Test
  void a_reset_between_two_requests_prints_nothing() throws Exception {
    try (var running = RunningStep.server(new Echo(), "--connections", "1")) {
      var resetting = RawClient.connect(running);
      resetting.send(GET).readResponse();
      resetting.reset();
      try (var next = RawClient.connect(running)) {
        assertThat(next.send(GET).readResponse().code()).isEqualTo("200");
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  // Stopping.

  @Test
  void stopping_closes_idle_connections_and_finishes_requests_in_flight() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var idle = RawClient.connect(running);
        var busy = RawClient.connect(running)) {
      idle.send(GET).readResponse();
      busy.send(EXPECT_CONTINUE);
      busy.readResponse(); // the request is being read
      var stopping = stopping(running);
      assertThat(idle.read()).isEqualTo(-1);
      awaitRefusal(running);

      var last = busy.send("hello").readResponse();
      assertThat(last.body()).isEqualTo("hello");
      assertThat(last.field("Connection")).isEqualTo("close");
      busy.socket.close();
      stopping.join();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void stopping_waits_for_requests_in_flight_for_the_stop_time_only() throws Exception {
    var echo = new Echo();
    echo.http.limits.stopTime = Duration.ofMillis(300);
    try (var running = RunningStep.server(echo);
        var stuck = RawClient.connect(running)) {
      stuck.send(EXPECT_CONTINUE);
      stuck.readResponse();
      stopping(running).join();
      assertThat(stuck.read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_stopped_server_has_closed_its_connections() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      client.send(GET).readResponse();
      running.stop();
      assertThat(running.exitCode).isCompletedWithValue(0);
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @Test
  void a_server_at_its_connection_limit_can_be_stopped() throws Exception {
    try (var running = RunningStep.server(new Echo(), "--connections", "1");
        var client = RawClient.connect(running)) {
      client.send(GET).readResponse(); // the server waits for this connection's permit
      running.stop();
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  private static void awaitRefusal(RunningStep running) {
    await()
        .untilAsserted(() ->
            assertThatThrownBy(() -> RawClient.connect(running).close())
                .isInstanceOf(ConnectException.class));
  }

  private static CompletableFuture<Void> stopping(RunningStep running) {
    return CompletableFuture.runAsync(running::stop, Thread::startVirtualThread);
  }

  // Errors.

  @Test
  void an_exception_in_the_handler_sends_500_and_prints_one_error_line() throws Exception {
    var count = new AtomicInteger();
    Handler handler =
        _ -> {
          throw new IllegalStateException("bug " + count.incrementAndGet());
        };
    try (var running = RunningStep.server(new HandlerStep(handler));
        var client = RawClient.connect(running)) {
      assertThat(client.send(GET).readResponse().code()).isEqualTo("500");
      assertThat(client.send(GET).readResponse().code()).isEqualTo("500");
      assertThat(running.err.lines())
          .containsExactly(
              "cannot answer: java.lang.IllegalStateException: bug 1",
              "cannot answer: java.lang.IllegalStateException: bug 2");
    }
  }

  @Test
  void an_error_in_the_handler_prints_one_error_line_and_the_server_continues() throws Exception {
    var first = new AtomicBoolean(true);
    Handler handler =
        request -> {
          if (first.getAndSet(false)) {
            throw new StackOverflowError();
          }
          return Response.of(Status.OK, Response.TEXT, request.body());
        };
    try (var running = RunningStep.server(new HandlerStep(handler));
        var client = RawClient.connect(running);
        var other = RawClient.connect(running)) {
      assertThat(client.send(GET).readUntilEof()).isEmpty();
      running.err.awaitLines(1);
      assertThat(running.err.lines())
          .containsExactly(
              "connection from 127.0.0.1:%d: java.lang.StackOverflowError"
                  .formatted(client.socket.getLocalPort()));
      assertThat(other.send(GET).readResponse().code()).isEqualTo("200");
    }
  }

  @Test
  void a_refused_client_that_keeps_sending_still_receives_the_response() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      try {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n");
        for (int i = 0; i < 50; i++) {
          client.send(new byte[10_000]);
        }
      } catch (SocketException _) {
        // the server may have closed
      }
      assertThat(client.readResponse().code()).isEqualTo("413");
    }
  }

  private static String post(String body) {
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }
}
