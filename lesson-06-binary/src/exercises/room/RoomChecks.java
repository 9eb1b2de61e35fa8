import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** A chat over frames and its status page, in twelve stages. */
final class RoomChecks extends ServerChecks {

  private static final String NEVER = "600000";
  private static final int TEXT_BYTES_MAX = 1_000_000;
  private static final int LARGE_TEXT_BYTES = 256 << 10;
  private static final int LARGE_TEXTS = 72;
  private static final int HISTORY_BYTES_MAX = 4 << 20;

  /** 13 of them fit into the history, with or without the other bytes of their frames. */
  private static final int OLD_TEXT_BYTES = 300_000;

  private static final int FLOOD = 500;

  /** Together they take longer than the timeout. */
  private static final int PINGS = 9;

  private static final int IDLE_BYTES_MAX = 300;

  private static final int HEADER_BYTES = Integer.BYTES;

  @Override
  protected void checks() {
    arguments(NEVER, NEVER);

    check(
        "join",
        peer -> {
          peer.send(frame("join kiwi"));
          welcome(peer);
          peer.nothingComes("kiwi has joined, and no message has been sent");
        });

    check("messages", this::messages);
    check("any cut", this::anyCut);
    check("limits", this::limits);
    check("status page", this::statusPage);
    check("same order", this::sameOrder);
    check("slow reader", this::slowReader);
    check("rejoin", this::rejoin);
    check("heartbeat", this::heartbeat);
    check("SIGTERM", this::sigterm);
    check("client", this::client);
    check("through the tap", this::throughTheTap);
  }

  private void messages() {
    var kiwi = connect();
    long number = join(kiwi, "kiwi");
    var plum = connect();
    join(plum, "plum");
    var stranger = connect();

    var texts =
        List.of(
            Bytes.utf8("hello  한글 🙂 "), new byte[0], Bytes.join(Bytes.utf8("/ "), everyByte()));
    for (var text : texts) {
      number++;
      kiwi.send(frame("say ", text));
      plum.expect(message(number, "kiwi", text));
      kiwi.expect(message(number, "kiwi", text));
    }
    var answer = Bytes.utf8(word());
    plum.send(frame("say ", answer));
    kiwi.expect(message(number + 1, "plum", answer));
    plum.expect(message(number + 1, "plum", answer));
    stranger.nothingComes("this client has not joined");
  }

  private void anyCut() {
    var plum = connect();
    plum.sendByteByByte(frame("join plum"));
    welcome(plum);
    var kiwi = connect();
    long number = join(kiwi, "kiwi");

    var pieces = frame("say " + word());
    kiwi.sendInPieces(pieces, 1 + random().nextInt(3), HEADER_BYTES + 1);
    plum.expect(message(number + 1, "kiwi", said(pieces)));

    // A whole frame and the beginning of another one; its end, and a whole one.
    var first = frame("say " + word());
    var second = frame("say " + word());
    var third = frame("say " + word());
    kiwi.sendInPieces(
        Bytes.join(first, second, third), first.length + 1 + random().nextInt(second.length - 1));
    plum.expect(message(number + 2, "kiwi", said(first)));
    plum.expect(message(number + 3, "kiwi", said(second)));
    plum.expect(message(number + 4, "kiwi", said(third)));
  }

  private void limits() {
    var kiwi = connect();
    long number = join(kiwi, "kiwi");
    var largest = randomBytes(TEXT_BYTES_MAX);
    kiwi.sendInBackground(frame("say ", largest));
    kiwi.expect(message(number + 1, "kiwi", largest));

    closes(frame("say " + word()), "the first frame is a join");
    closes(frame("join Kiwi!"), "a name has 1 to 20 letters a-z or digits");
    closes(Bytes.join(frame("join plum"), frame("dance now")), "there is no such command");
    closes(Bytes.join(frame("join plum"), Bytes.bigEndian(-1)), "a length is not negative");
    closes(Bytes.bigEndian((1 << 20) + 1), "a payload has at most 1048576 bytes");
    closes(
        Bytes.join(frame("join plum"), Bytes.bigEndian(Integer.MAX_VALUE)),
        "a payload has at most 1048576 bytes");
    closes(
        Bytes.join(frame("join plum"), frame("join fig")),
        "a member does not join again on its connection");
    closes(
        Bytes.join(frame("join plum"), frame("say ", randomBytes(TEXT_BYTES_MAX + 1))),
        "a text has at most 1000000 bytes");
    memoryIsLeft("a length is no reason to allocate");

    var text = Bytes.utf8(word());
    kiwi.send(frame("say ", text));
    kiwi.expect(message(number + 2, "kiwi", text));
  }

  private void closes(byte[] bytes, String reason) {
    var peer = connect();
    peer.sendInBackground(bytes);
    peer.expectClosed(reason);
  }

  private void statusPage() {
    var kiwi = connect();
    long number = join(kiwi, "kiwi");
    var plum = connect();
    join(plum, "plum");
    connect();
    var text = Bytes.utf8(word());
    kiwi.send(frame("say ", text));
    kiwi.expect(message(number + 1, "kiwi", text));

    var curl = connect();
    var head = "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n";
    int cut = head.length() - 3;
    curl.sendInPieces(Bytes.utf8(head.substring(0, cut)), 1, 20);
    curl.nothingComes("the head of the request ends with an empty line");
    curl.send(head.substring(cut));
    page(curl, 200, "members 2\nmessages " + (number + 1) + "\n");

    var browser = connect();
    browser.send(head.replace("GET / ", "GET /favicon.ico "));
    page(browser, 404, null);

    kiwi.finish();
    kiwi.expectEnd();
    plum.reset();
    settle();
    var again = connect();
    again.send(head);
    page(again, 200, "members 0\nmessages " + (number + 1) + "\n");

    var endless = connect();
    endless.sendInBackground(Bytes.repeat("GET / HTTP/1.1", 1000));
    endless.expectClosed("a head has at most 8192 bytes");
  }

  /** A response over HTTP, and then FIN. */
  private static void page(Connection client, int status, String expected) {
    var head = text(client.receiveUntil("\r\n\r\n", "the head of the response"));
    var lines = head.split("\r\n");
    client.that(
        lines[0].matches("HTTP/1\\.1 " + status + "( .*)?"), "the status line says " + status);
    var fields = new HashMap<String, String>();
    for (var line : lines) {
      var parts = line.split(":", 2);
      fields.put(parts[0].toLowerCase(), parts[parts.length - 1].strip());
    }
    var length = fields.getOrDefault("content-length", "");
    client.that(length.matches("\\d{1,6}"), "the head has a Content-Length");
    if (expected == null) {
      client.receive(Integer.parseInt(length), "the body");
    } else {
      client.that(
          fields.getOrDefault("content-type", "").startsWith("text/plain"),
          "the Content-Type is text/plain");
      client.expect(expected);
      client.that(
          Integer.parseInt(length) == expected.length(),
          "the Content-Length is the number of bytes in the body");
    }
    client.expectEnd();
  }

  private void sameOrder() {
    var names = List.of("kiwi", "plum", "melon");
    var members = new ArrayList<Connection>();
    long number = 0;
    for (var name : names) {
      var member = connect();
      number = join(member, name);
      members.add(member);
    }
    int each = 300;
    int bytes = 0;
    for (int i = 1; i <= names.size() * each; i++) {
      bytes += message(number + i, names.get(i % names.size()), text(i)).length;
    }
    for (var member : members) {
      var frames = new byte[each][];
      for (int i = 0; i < each; i++) {
        frames[i] = frame("say ", text(i));
      }
      member.sendInBackground(Bytes.join(frames));
    }
    byte[] first = null;
    for (var member : members) {
      var received = member.receive(bytes, "every message of every member");
      if (first == null) {
        first = received;
        complete(member, received, number, names, each);
      }
      member.that(Arrays.equals(first, received), "all members receive the same in the same order");
    }
  }

  private static byte[] text(int number) {
    return Bytes.utf8("%04d".formatted(number));
  }

  /** The numbers of the messages have no gap, and each member's messages are in order. */
  private static void complete(
      Connection member, byte[] received, long number, List<String> names, int each) {
    var in = ByteBuffer.wrap(received);
    var next = new HashMap<String, Integer>();
    names.forEach(name -> next.put(name, 0));
    boolean isComplete = true;
    for (int i = 1; i <= names.size() * each && isComplete; i++) {
      int length = in.remaining() < HEADER_BYTES ? -1 : in.getInt();
      isComplete = length >= 0 && length <= in.remaining();
      if (isComplete) {
        var bytes = new byte[length];
        in.get(bytes);
        var words = text(bytes).split(" ");
        isComplete =
            words.length == 4
                && words[1].equals("" + (number + i))
                && next.containsKey(words[2])
                && words[3].equals(text(text(next.merge(words[2], 1, Integer::sum) - 1)));
      }
    }
    member.that(
        isComplete, "the numbers have no gap, and the messages of each member are in order");
  }

  private void slowReader() {
    var slow = connectWithoutReading();
    slow.send(frame("join slow"));
    var kiwi = connect();
    join(kiwi, "kiwi");
    var plum = connect();
    long number = join(plum, "plum");
    var text = randomBytes(LARGE_TEXT_BYTES);
    for (int i = 1; i <= LARGE_TEXTS; i++) {
      kiwi.sendInBackground(frame("say ", text));
      var message = message(number + i, "kiwi", text);
      plum.expect(message);
      kiwi.expect(message);
    }
    memoryIsLeft("at most 8 MiB wait for a member");
    slow.resumeReading();
    slow.expectClosed("more than 8 MiB wait for this member");
    kiwi.send(frame("say on"));
    plum.expect(message(number + LARGE_TEXTS + 1, "kiwi", Bytes.utf8("on")));
  }

  private void rejoin() {
    var kiwi = connect();
    var plum = connect();
    long number = join(kiwi, "kiwi");
    join(plum, "plum");
    for (int i = 1; i <= 5; i++) {
      kiwi.send(frame("say ", text(i)));
      kiwi.expect(message(number + i, "kiwi", text(i)));
      if (i <= 2) {
        plum.expect(message(number + i, "kiwi", text(i)));
      } else if (i == 3) {
        plum.reset();
      }
    }

    var again = connect();
    again.send(frame("join plum " + (number + 2)));
    again.expect(frame("welcome " + (number + 2)));
    for (int i = 3; i <= 5; i++) {
      again.expect(message(number + i, "kiwi", text(i)));
    }
    again.nothingComes("plum has all messages");

    var other = connect();
    other.send(frame("join plum " + (number + 1000)));
    other.expect(frame("welcome " + (number + 5)));
    again.expectClosed("another connection has joined with this name");

    flood(kiwi, forget(number + 5));
  }

  /**
   * More than 4 MiB are sent, so that the oldest two messages are forgotten. Returns the latest.
   */
  private long forget(long number) {
    int kept = HISTORY_BYTES_MAX / OLD_TEXT_BYTES;
    var melon = connect();
    join(melon, "melon");
    var text = randomBytes(OLD_TEXT_BYTES);
    for (int i = 1; i <= kept + 2; i++) {
      melon.sendInBackground(frame("say ", text));
      melon.expect(message(number + i, "melon", text));
    }
    var fig = connect();
    fig.send(frame("join fig " + number));
    fig.expect(frame("welcome " + (number + 2)));
    fig.hideReceived();
    for (int i = 3; i <= kept + 2; i++) {
      fig.expect(message(number + i, "melon", text));
    }
    return number + kept + 2;
  }

  /** While kiwi sends, fig joins again and again. */
  private void flood(Connection kiwi, long number) {
    var messages = new byte[FLOOD][];
    for (int i = 0; i < FLOOD; i++) {
      messages[i] = message(number + 1 + i, "kiwi", text(i));
    }
    Thread.startVirtualThread(() -> {
      for (int i = 0; i < FLOOD; i++) {
        kiwi.sendInBackground(frame("say ", text(i))).join();
        idle(Duration.ofMillis(1));
      }
    });
    int received = 0;
    while (received < FLOOD) {
      var fig = connect();
      fig.send(frame("join fig " + (number + received)));
      fig.expect(frame("welcome " + (number + received)));
      int end = Math.min(FLOOD, received + 1 + random().nextInt(FLOOD / 10));
      fig.expect(Bytes.join(Arrays.copyOfRange(messages, received, end)));
      received = end;
      fig.close();
    }
  }

  private void heartbeat() {
    if (!restart("200", NEVER)) {
      return;
    }
    patience(Duration.ofSeconds(2));
    var plum = connect();
    join(plum, "plum");
    answer(plum);
    answer(plum);

    restart("200", "1600");
    patience(Duration.ofSeconds(2));
    var idle = connect();
    join(idle, "idle");
    var mute = connect();
    var slow = connect();
    join(slow, "slow");
    slow.send(Bytes.bigEndian(1000));
    var kiwi = connect();
    join(kiwi, "kiwi");
    for (int i = 0; i < PINGS; i++) {
      punctual(Duration.ofMillis(1500)); // a right program closes later
      answer(kiwi);
      slow.send("x");
    }
    kiwi.close();

    punctual(Duration.ofMinutes(1));
    var frames = idle.receiveUntilClosed(IDLE_BYTES_MAX, "no frame has come for 1600 ms");
    idle.that(
        text(frames).startsWith(text(frame("ping"))),
        "a ping comes before the connection is closed",
        frames);
    mute.expectClosed("no frame has come for 1600 ms");
    slow.drip("x", Duration.ofMillis(200), 15, "no complete frame has come for 1600 ms");
  }

  private void answer(Connection member) {
    var payload = receive(member, "a ping, as no frame has come for 200 ms");
    member.that(
        payload.equals("ping"), "a ping, as no frame has come for 200 ms", Bytes.utf8(payload));
    member.send(frame("pong"));
  }

  private void sigterm() {
    if (!restart(NEVER, NEVER)) {
      return;
    }
    var kiwi = connect();
    long number = join(kiwi, "kiwi");
    var plum = connect();
    join(plum, "plum");
    var text = Bytes.utf8(word());
    kiwi.send(frame("say ", text));
    for (var member : List.of(kiwi, plum)) {
      member.expect(message(number + 1, "kiwi", text));
    }
    terminate();
    patience(Duration.ofSeconds(5));
    for (var member : List.of(kiwi, plum)) {
      member.expect(frame("bye"));
      member.expectEnd();
    }
    expectExit(0, 143);
  }

  private void client() {
    if (!hasClient()) {
      return;
    }
    stop();
    patience(Duration.ofSeconds(3));
    int port = upstreamPort();
    var client = startClient("kiwi", port);
    var server = acceptUpstream();
    server.expect(frame("join kiwi"));
    server.send(frame("welcome 7"));
    client.type("hello\n");
    server.expect(frame("say hello"));
    server.send(frame("ping"));
    server.expect(frame("pong"));
    server.send(message(8, "plum", Bytes.utf8("안녕  하세요")));
    client.expectOutputSoFar("plum: 안녕  하세요\n");

    client.type("잘 있어요\n");
    client.endInput();
    server.expect(frame("say 잘 있어요"));
    server.expectEnd();
    server.send(message(9, "kiwi", Bytes.utf8("잘 있어요")));
    server.finish();
    client.expectOutput("plum: 안녕  하세요\nkiwi: 잘 있어요\n");
    client.expectExit(0);

    var second = startClient("plum", port);
    var cut = acceptUpstream();
    cut.expect(frame("join plum"));
    cut.send(Bytes.part(Bytes.bigEndian(1000), 0, 2));
    cut.finish();
    second.expectExit(1);
  }

  private void throughTheTap() {
    if (!hasClient()) {
      return;
    }
    if (!restart(NEVER, NEVER)) {
      return;
    }
    patience(Duration.ofSeconds(3));
    int proxy = drippingProxy();
    var plum = startClient("plum", proxy);
    plum.type("I am here\n");
    plum.expectOutputSoFar("plum: I am here\n");
    var kiwi = startClient("kiwi", proxy);
    kiwi.type("hello 한글 🙂\n");
    kiwi.expectOutputSoFar("kiwi: hello 한글 🙂\n");
    plum.expectOutputSoFar("plum: I am here\nkiwi: hello 한글 🙂\n");

    kiwi.endInput();
    kiwi.expectExit(0);
    var curl = connect();
    curl.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    page(curl, 200, "members 1\nmessages 2\n");
    terminate();
    plum.expectExit(0);
    expectExit(0, 143);
  }

  // Frames.

  private static byte[] frame(String text) {
    return frame(text, new byte[0]);
  }

  private static byte[] frame(String command, byte[] text) {
    var payload = Bytes.join(Bytes.utf8(command), text);
    return Bytes.join(Bytes.bigEndian(payload.length), payload);
  }

  private static byte[] message(long number, String name, byte[] text) {
    return frame("message " + number + " " + name + " ", text);
  }

  /** The text of a frame with "say". */
  private static byte[] said(byte[] frame) {
    return Bytes.part(frame, HEADER_BYTES + "say ".length(), frame.length);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private long join(Connection peer, String name) {
    peer.send(frame("join " + name));
    return welcome(peer);
  }

  /** Receives "welcome N", and returns N. */
  private long welcome(Connection peer) {
    var payload = receive(peer, "the length of the frame with welcome");
    peer.that(
        payload.matches("welcome \\d{1,18}"),
        "the payload is welcome and a number",
        Bytes.utf8(payload));
    return Long.parseLong(payload.substring("welcome ".length()));
  }

  /** Receives a short frame. */
  private String receive(Connection peer, String what) {
    var header = peer.receive(HEADER_BYTES, what);
    int length = ByteBuffer.wrap(header).getInt();
    peer.that(
        length >= 0 && length < 1000,
        "the length counts the bytes of the payload, the most significant byte first",
        header);
    return text(peer.receive(length, "the payload"));
  }
}
