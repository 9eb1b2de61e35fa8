package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Persistent connections, their limits, and their ends. */
class HttpConnectionTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** The server says 100 Continue, and from then on it waits for the body. */
  private static final String WAITING =
      "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";

  private static final Duration SHORT = Duration.ofMillis(300);

  // One after the other.

  @Test
  void requests_follow_each_other_on_one_connection() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      for (int i = 0; i < 100; i++) {
        var answer = client.send(post("I am " + i)).answer();
        assertThat(answer.body()).isEqualTo("I am " + i);
        assertThat(answer.field("Connection")).isEqualTo("keep-alive");
      }
      client.end();
      assertThat(client.read()).isEqualTo(-1);
      assertThat(running.out.lines()).filteredOn("connect address : 127.0.0.1"::equals).hasSize(1);
    }
  }

  @Test
  void pipelined_requests_are_answered_in_their_order() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      var all = new StringBuilder();
      IntStream.range(0, 500).forEach(i -> all.append(post("I am " + i)));
      client.send(all.toString());
      for (int i = 0; i < 500; i++) {
        assertThat(client.answer().body()).isEqualTo("I am " + i);
      }
    }
  }

  @Test
  void a_request_may_come_one_byte_at_a_time() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      for (byte part : post("hello").getBytes(UTF_8)) {
        client.send(new byte[] {part});
      }
      assertThat(client.answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void head_is_answered_like_get_but_without_the_body() throws Exception {
    try (var running = Running.hello();
        var client = running.connect()) {
      var get = client.send(GET).answer();
      var head = client.send(GET.replace("GET", "HEAD")).answerToHead();
      assertThat(head.fields().values("Content-Length"))
          .isEqualTo(get.fields().values("Content-Length"));
      assertThat(client.send(GET).answer().body()).isEqualTo(get.body()); // nothing was left over
    }
  }

  @Test
  void a_client_that_says_close_gets_its_answer_and_then_the_end() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(client.answersToTheEnd())
          .singleElement()
          .satisfies(answer -> assertThat(answer.field("Connection")).isEqualTo("close"))
          .satisfies(answer -> assertThat(answer.body()).isEqualTo("hi"));
    }
  }

  @Test
  void http_1_0_ends_after_one_answer_unless_it_asks_for_more() throws Exception {
    try (var running = Running.hello();
        var once = running.connect();
        var more = running.connect()) {
      assertThat(once.send("GET / HTTP/1.0\r\n\r\n").answersToTheEnd()).hasSize(1);
      for (int i = 0; i < 2; i++) {
        var answer = more.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").answer();
        assertThat(answer.field("Connection")).isEqualTo("keep-alive");
      }
    }
  }

  @Test
  void a_client_that_ends_its_direction_still_gets_its_answer() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      client.send(post("hello")).end();
      assertThat(client.answersToTheEnd()).extracting(Answer::body).containsExactly("hello");
    }
  }

  @Test
  void a_body_is_invited_where_the_client_waits_for_that() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      assertThat(client.send(WAITING).answer().statusLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(client.send("hello").answer().body()).isEqualTo("hello");
    }
  }

  // The clock.

  @Test
  void a_head_that_is_dripped_gets_408_however_diligently_it_drips() throws Exception {
    var limits = Limits.builder().headTime(Duration.ofSeconds(1)).build();
    try (var running = Running.echo(limits);
        var client = running.connect()) {
      var dripping =
          CompletableFuture.runAsync(
              () -> drip(client, "GET / HTTP/1.1\r\nX: "), Thread::startVirtualThread);
      var answer = client.answer();
      assertThat(answer.code()).isEqualTo("408");
      assertThat(answer.field("Connection")).isEqualTo("close");
      client.leave();
      dripping.cancel(true);
    }
  }

  @Test
  void a_body_that_stops_gets_408() throws Exception {
    var limits = Limits.builder().bodyTime(SHORT).build();
    try (var running = Running.echo(limits);
        var client = running.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");
      assertThat(client.answersToTheEnd()).extracting(Answer::code).containsExactly("408");
    }
  }

  @Test
  void a_body_that_comes_slower_than_it_must_gets_408() throws Exception {
    var limits = Limits.builder().bodyTime(SHORT).bytesPerSecond(1_000_000).build();
    try (var running = Running.echo(limits);
        var client = running.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
      var dripping =
          CompletableFuture.runAsync(() -> drip(client, "x"), Thread::startVirtualThread);
      assertThat(client.answer().code()).isEqualTo("408");
      client.leave();
      dripping.cancel(true);
    }
  }

  @Test
  void a_slow_body_has_time_as_long_as_it_comes() throws Exception {
    var limits = Limits.builder().bodyTime(SHORT).bytesPerSecond(10).build();
    try (var running = Running.echo(limits);
        var client = running.connect()) {
      var head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 205\r\n\r\n";
      client.send(head + "x".repeat(200)); // has earned 20 seconds
      assertThat(client.send("12345").answer().body()).hasSize(205);
    }
  }

  /** Says a byte again and again, until nobody wants to hear it. */
  private static void drip(RawClient client, String text) {
    try {
      for (int i = 0; ; i++) {
        client.send(text.substring(Math.min(i, text.length() - 1)).substring(0, 1));
        Thread.sleep(20);
      }
    } catch (Exception _) {
      // the server has ended it
    }
  }

  @Test
  void a_silent_connection_is_ended_without_a_word() throws Exception {
    var limits = Limits.builder().idleTime(Duration.ofSeconds(2)).build();
    try (var running = Running.echo(limits);
        var silent = running.connect();
        var after = running.connect()) {
      after.send(GET).answer();
      assertThat(silent.readToTheEnd()).isEmpty();
      assertThat(after.readToTheEnd()).isEmpty();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_client_that_never_reads_is_reset_and_keeps_nobody_else_waiting() throws Exception {
    // Time to begin, even on a busy machine; the watch over the writing wakes as often.
    var limits =
        Limits.builder()
            .writeTime(SHORT)
            .idleTime(Duration.ofSeconds(2))
            .bytesPerSecond(1 << 30)
            .build();
    try (var running = Running.echo(limits);
        var greedy = running.connect()) {
      var request = post("x".repeat(Limits.BODY_BYTES));
      var sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (true) {
                    greedy.send(request);
                  }
                } catch (Exception _) {
                  // the reset
                }
              },
              Thread::startVirtualThread);
      try (var client = running.connect()) {
        assertThat(client.send(post("hello")).answer().body()).isEqualTo("hello");
      }
      running.err.awaitLines(lines ->
          lines.stream().anyMatch(line -> line.endsWith(": too little of the answer was taken")));
      sending.join();
      assertThat(running.err.lines()).hasSize(1);
    }
  }

  @Test
  void after_its_time_a_connection_gets_one_more_answer() throws Exception {
    var limits = Limits.builder().connectionTime(Duration.ofNanos(1)).build();
    try (var running = Running.echo(limits);
        var client = running.connect()) {
      assertThat(client.send(GET).answersToTheEnd())
          .singleElement()
          .satisfies(answer -> assertThat(answer.field("Connection")).isEqualTo("close"));
    }
  }

  // The crowd.

  @Test
  void more_connections_than_there_are_places_wait_until_one_is_free() throws Exception {
    var limits = Limits.builder().connections(2).build();
    try (var running = Running.echo(limits);
        var first = running.connect();
        var second = running.connect();
        var third = running.connect()) {
      first.send(GET).answer();
      second.send(GET).answer();
      third.send(GET);
      third.socket.setSoTimeout(300);
      assertThatThrownBy(third::answer).hasMessage("Read timed out");
      third.socket.setSoTimeout((int) Running.PATIENCE.toMillis());
      first.leave();
      assertThat(third.answer().code()).isEqualTo("200");
    }
  }

  @Test
  void five_hundred_clients_at_once_get_their_own_words_back() throws Exception {
    try (var running = Running.echo();
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var talks =
          IntStream.range(0, 500)
              .<Callable<String>>mapToObj(i ->
                  () -> {
                    try (var client = running.connect()) {
                      client.send(post("I am " + i)).answer();
                      return client.send(post("Still " + i)).answer().body();
                    }
                  })
              .toList();
      var answers = clients.invokeAll(talks);
      for (int i = 0; i < 500; i++) {
        assertThat(answers.get(i).get()).isEqualTo("Still " + i);
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void one_clients_reset_is_nobody_elses_problem() throws Exception {
    try (var running = Running.echo();
        var other = running.connect()) {
      var rude = running.connect();
      rude.send(WAITING).answer();
      rude.reset();
      running.err.awaitLines(lines -> lines.size() == 1);
      assertThat(running.err.lines()).first().asString().endsWith(": Connection reset");
      assertThat(other.send(post("hello")).answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void a_reset_between_two_requests_is_not_worth_a_line() throws Exception {
    var limits = Limits.builder().connections(1).build();
    try (var running = Running.echo(limits)) {
      var rude = running.connect();
      rude.send(GET).answer();
      rude.reset();
      try (var next = running.connect()) {
        assertThat(next.send(GET).answer().code()).isEqualTo("200");
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  // The end.

  @Test
  void stopping_closes_the_idle_and_lets_a_request_in_flight_finish() throws Exception {
    try (var running = Running.echo();
        var idle = running.connect();
        var busy = running.connect()) {
      idle.send(GET).answer();
      busy.send(WAITING);
      busy.answer(); // it is being read
      var stopping = stopping(running);
      assertThat(idle.read()).isEqualTo(-1);
      awaitRefusal(running);

      var last = busy.send("hello").answer();
      assertThat(last.body()).isEqualTo("hello");
      assertThat(last.field("Connection")).isEqualTo("close");
      busy.leave();
      stopping.join();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void stopping_does_not_wait_for_ever() throws Exception {
    var limits = Limits.builder().stopTime(SHORT).build();
    try (var running = Running.echo(limits);
        var stuck = running.connect()) {
      stuck.send(WAITING);
      stuck.answer();
      stopping(running).join();
      assertThat(stuck.read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_stopped_server_has_left_nothing_behind() throws Exception {
    var running = Running.echo();
    var client = running.connect();
    client.send(GET).answer();
    running.stop();
    assertThat(running.hasEnded()).isTrue();
    assertThat(client.read()).isEqualTo(-1);
  }

  /** A listener that somebody waits at is closed a moment after close() has returned. */
  private static void awaitRefusal(Running running) {
    await()
        .untilAsserted(() ->
            assertThatThrownBy(() -> running.connect().close()).hasMessage("Connection refused"));
  }

  private static CompletableFuture<Void> stopping(Running running) {
    var begun = new CountDownLatch(1);
    var stopping =
        CompletableFuture.runAsync(
            () -> {
              begun.countDown();
              try {
                running.stop();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            },
            Thread::startVirtualThread);
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return stopping;
  }

  // Our own faults.

  @Test
  void a_bug_is_500_for_the_client_and_one_line_for_us() throws Exception {
    var count = new AtomicInteger();
    try (var running =
            Running.start(options ->
                new HttpServer(options) {
                  @Override
                  Response answer(Request request) {
                    throw new IllegalStateException("bug " + count.incrementAndGet());
                  }
                });
        var client = running.connect()) {
      assertThat(client.send(GET).answer().code()).isEqualTo("500");
      assertThat(client.send(GET).answer().code()).isEqualTo("500");
      assertThat(running.err.lines())
          .containsExactly(
              "cannot answer: java.lang.IllegalStateException: bug 1",
              "cannot answer: java.lang.IllegalStateException: bug 2");
    }
  }

  @Test
  void a_refused_client_that_keeps_talking_still_gets_to_read_why() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      try {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n");
        for (int i = 0; i < 50; i++) {
          client.send(new byte[10_000]);
        }
      } catch (SocketException _) {
        // it may be told to stop
      }
      assertThat(client.answer().code()).isEqualTo("413");
    }
  }

  private static String post(String body) {
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }
}
