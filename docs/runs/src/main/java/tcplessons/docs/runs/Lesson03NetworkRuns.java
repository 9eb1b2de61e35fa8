package tcplessons.docs.runs;

import static java.time.temporal.ChronoUnit.SECONDS;
import static tcplessons.docs.runs.PacketLoss.Kind.ACK;
import static tcplessons.docs.runs.PacketLoss.Kind.DATA;
import static tcplessons.docs.runs.PacketLoss.Kind.FIN;
import static tcplessons.docs.runs.PacketLoss.Kind.SYN;
import static tcplessons.docs.runs.Participant.Signal.CONT;
import static tcplessons.docs.runs.Participant.Signal.INT;
import static tcplessons.docs.runs.Participant.Signal.STOP;

import java.time.Duration;
import java.util.List;
import tcplessons.docs.model.Run.Lane;
import tcplessons.grader.capture.Segment;

/** The runs of lesson 03 about lost and delayed packets, windows and TIME-WAIT. */
final class Lesson03NetworkRuns {

  private static final LessonPrograms LESSON = LessonPrograms.of(3);

  private static final LessonPrograms LESSON_01 = LessonPrograms.of(1);

  private static final LessonPrograms LESSON_02 = LessonPrograms.of(2);

  private static final LessonPrograms LESSON_04 = LessonPrograms.of(4);

  /** Nine full segments of 1448 bytes. */
  private static final int NINE_SEGMENTS = 9 * 1448;

  private static final Duration ONE_WAY = Duration.ofMillis(50);

  private Lesson03NetworkRuns() {}

  static List<Scenario> all() {
    return List.of(
        scenario("loss-data", "A lost data segment", s -> lostData(s))
            .onTwoHosts()
            // The server may close before the gap is filled, or after.
            .withUnordered(true),
        scenario("loss-tail", "A lost last segment", s -> lostTail(s))
            .onTwoHosts()
            // On a busy machine the timer of the retransmission may expire first.
            .normalizing("(Tcp\\w+) +\\d+", "$1 N"),
        scenario("loss-order", "Data behind a gap waits", s -> dataBehindAGap(s)).onTwoHosts(),
        scenario("loss-syn", "A lost SYN", s -> lostSyn(s)).onTwoHosts(),
        scenario("loss-syn-node", "A lost SYN, and Node.js", s -> lostSynNode(s)).onTwoHosts(),
        scenario("loss-fin", "A lost FIN", s -> lostFin(s)).onTwoHosts(),
        scenario("loss-last-ack", "The last ACK is lost", s -> lostLastAck(s)).onTwoHosts(),
        scenario("loss-gives-up", "The kernel gives up", s -> lostUntilGivenUp(s))
            .onTwoHosts()
            // What ss knows about a connection depends on its version.
            .normalizing("(?<=out\\| ).*\\brto:.*", "STATISTICS"),
        scenario("user-timeout", "TCP_USER_TIMEOUT", s -> userTimeout(s)).onTwoHosts(),
        scenario("firewall", "Dropped and rejected", s -> firewall(s)).onTwoHosts(),
        scenario("firewall-forgot", "A connection that a firewall forgot", s -> forgotten(s))
            .onTwoHosts(),
        scenario("nat-forgot", "A connection that a NAT router forgot", s -> forgottenByNat(s))
            .onTwoHosts(),
        scenario("segments", "One write in three segments", s -> segments(s, false)).onTwoHosts(),
        scenario("segments-offload", "One write in one segment", s -> segments(s, true))
            .onTwoHosts(),
        scenario("window-zero", "A receiver that stops reading", s -> zeroWindow(s))
            .withUnorderedLines()
            // How much is in which buffer depends on how the kernel cuts the data.
            .normalizing("ESTAB \\d+ +\\d+", "ESTAB RECV-Q SEND-Q"),
        scenario("delay-request", "Round trips", s -> roundTrips(s))
            .onTwoHosts()
            // The date in every response, and the version of curl.
            .normalizing("446174653a20.{58}", "DATE")
            .normalizing("6375726c2f(3.|2e)+", "CURL"),
        scenario("delay-nagle", "Three letters over a long link", s -> nagle(s))
            .onTwoHosts()
            // Without Nagle's algorithm a read returns one letter, two or all three.
            .normalizing("(A|AB|ABC) after .*", "LETTERS"),
        transfer("delay-small-window", "A small window", "4096 65536 65536"),
        transfer("delay-enough-window", "A window that is large enough", "4096 212992 212992"),
        transfer("delay-large-window", "A large window", "4096 131072 6291456"),
        scenario("time-wait", "Restart in TIME-WAIT", s -> timeWait(s)),
        scenario("ports-used-up", "Two ports, three connections", s -> portsUsedUp(s)).onTwoHosts(),
        scenario("linger-zero", "Linger 0 discards data", s -> lingerZero(s))
            // How much was sent before the reset depends on the kernel's buffers.
            .normalizing("\\d+ bytes", "N bytes"));
  }

  /** Measured times, and the number of equal bytes in one segment, differ from run to run. */
  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script)
        .normalizing("\\b\\d+(\\.\\d+)? (ms|s)\\b", "TIME $2")
        .normalizing("timer:\\((\\w+),[^,]+,\\d+", "timer:($1,TIME,N")
        .normalizing("\\bdata (78)+", "data LETTERS");
  }

  private static Scenario transfer(String id, String title, String receiveBuffer) {
    return scenario(id, title, s -> transfer(s, receiveBuffer))
        .onTwoHosts()
        .withoutPackets()
        // What ss knows about a connection depends on its version, and on the moment.
        .normalizing("(?<=out\\| ).*(\\brto:|\\]:6003 ).*", "STATISTICS");
  }

  // Participants.

  private static Program sender(int bytes, String... options) {
    var args = new String[options.length + 2];
    args[0] = "6003";
    args[1] = "" + bytes;
    System.arraycopy(options, 0, args, 2, options.length);
    return LESSON.javaSource("src/main/java/Sender.java", args).listensOn(6003);
  }

  private static Participant send(Testbed testbed, int bytes, String... options) {
    return testbed.server("server", sender(bytes, options)).prints("listen on port 6003");
  }

  private static Program receiver(String host) {
    return LESSON.javaSource("src/main/java/Receiver.java", host, "6003");
  }

  private static Participant receive(Testbed testbed) {
    return testbed.client("client", receiver(TwoHosts.SERVER));
  }

  private static Participant echo(Testbed testbed, String... options) {
    return testbed
        .server("server", LESSON.step("idle-timeout", options).listensOn(6001))
        .prints("listen on port 6001");
  }

  private static Participant nc(Testbed testbed, String port) {
    return testbed.client("client", LESSON.tool("nc", TwoHosts.SERVER, port));
  }

  // Loss.

  private static void lostData(Testbed testbed) {
    testbed.sets("net.ipv4.tcp_congestion_control", "reno");
    testbed.delaysLink(ONE_WAY);
    testbed.loses(Lane.SERVER, DATA, 2, 1);
    var server = send(testbed, NINE_SEGMENTS);
    var client = receive(testbed).ends();
    server.ends();
    testbed.fact("pause", client.matched("longest wait (\\d+) ms"));
  }

  private static void lostTail(Testbed testbed) {
    testbed.loses(Lane.SERVER, DATA, 0, 1);
    var server = echo(testbed);
    var client = nc(testbed, "6001");
    server.prints("connected");
    client.types("hello").prints("hello");
    client.gets(INT).ends();
    server.prints("ended by the client");
    var counters = new String[] {"-asz", "TcpRetransSegs", "TcpExtTCPLossProbes"};
    testbed.server("nstat", LESSON.tool("nstat", counters)).ends();
    var delivered = client.printing("hello");
    testbed.fact("pause", SECONDS, server.sending(Segment.Flag.PSH), delivered);
  }

  /** The first piece leaves at once; the third before the kernel retransmits the second. */
  private static void dataBehindAGap(Testbed testbed) {
    testbed.delaysLink(ONE_WAY);
    testbed.loses(Lane.CLIENT, DATA, 1, 1);
    var server =
        testbed
            .server("server", LESSON.step("read-timeout", "--timeout", "10s").listensOn(6002))
            .prints("listen on port 6002");
    var pieces = LESSON.node("pieces.js", "10.0.0.1:6002", "10", "one ", "two ", "three ");
    var client = testbed.client("client", pieces);
    testbed.fact("waited", server.matched("'two three' after ([\\d.]+) s"));
    client.gets(INT).ends();
    server.prints("the end");
  }

  private static void lostSyn(Testbed testbed) {
    testbed.loses(Lane.CLIENT, SYN, 0, 1);
    var server = send(testbed, 10);
    var client = receive(testbed).ends();
    server.ends();
    testbed.fact("connect", client.matched("connected after (\\d+) ms"));
  }

  private static void lostSynNode(Testbed testbed) {
    testbed.loses(Lane.CLIENT, SYN, 0, 1);
    var server = send(testbed, 10);
    var client = testbed.client("client", LESSON.node("hold.js", "6003", TwoHosts.SERVER));
    client.prints("the server has ended");
    server.ends();
    testbed.fact(
        "connect", SECONDS, client.sending(Segment.Flag.SYN), client.printing("connected"));
  }

  private static void lostFin(Testbed testbed) {
    testbed.loses(Lane.SERVER, FIN, 0, 1);
    var server = send(testbed, 10);
    receive(testbed).ends();
    server.ends();
  }

  private static void lostLastAck(Testbed testbed) {
    testbed.loses(Lane.SERVER, ACK, 0, 1);
    var server = send(testbed, 10);
    receive(testbed).ends();
    server.ends();
    testbed.waitsFor(LESSON.tool("sleep", "1"), "");
    testbed.server("ss", LESSON.tool("ss", "-tanoH", "sport = :6003")).ends();
  }

  private static void lostUntilGivenUp(Testbed testbed) {
    testbed.sets("net.ipv4.tcp_congestion_control", "reno");
    testbed.sets("net.ipv4.tcp_retries2", 3);
    var server = echo(testbed, "--timeout", "1m", "--answer-after", "3s");
    var client = nc(testbed, "6001");
    client.types("hello");
    cutLinkAfterHello(testbed);
    testbed.waitsFor(LESSON.tool("ss", "-tinH", "sport = :6001"), "backoff:2");
    var ss = testbed.server("ss", LESSON.tool("ss", "-tinoH", "sport = :6001")).ends();
    testbed.fact("timer", ss.matched("timer:\\(on,([^,]+)"));
    testbed.fact("rto", ss.matched("rto:(\\d+)"));
    server.prints("Connection timed out");
    var failure = server.printing("Connection timed out");
    testbed.fact("given-up", SECONDS, server.sending(Segment.Flag.PSH), failure);
  }

  private static void userTimeout(Testbed testbed) {
    var server =
        testbed
            .server("server", LESSON.python("user-timeout.py", "6001", "2000").listensOn(6001))
            .prints("listen on port 6001");
    nc(testbed, "6001").types("hello");
    cutLinkAfterHello(testbed);
    server.prints("Connection timed out").ends();
    testbed.fact("given-up", server.matched("timed out after ([\\d.]+) s"));
  }

  private static void cutLinkAfterHello(Testbed testbed) {
    testbed.waitsFor(LESSON.tool("ss", "-tinH", "sport = :6001"), "bytes_received:6");
    testbed.waitsFor(Lane.CLIENT, LESSON.tool("ss", "-tan", "dport = :6001"), "ESTAB 0 0");
    testbed.cutsLink();
  }

  // Firewalls.

  private static void firewall(Testbed testbed) {
    testbed.filters(
        Lane.SERVER,
        """
        add table ip firewall
        add chain ip firewall input { type filter hook input priority 0; }
        add rule ip firewall input tcp dport 6001 reject with tcp reset
        add rule ip firewall input tcp dport 6002 reject with icmp type admin-prohibited
        add rule ip firewall input tcp dport 6003 drop
        """);
    testbed.marksLost(Lane.CLIENT, SYN, 2);
    for (var port : List.of("6001", "6002", "6003")) {
      var nc = LESSON.tool("nc", "-v", "-w", "2", TwoHosts.SERVER, port);
      testbed.client("nc-" + port, nc).ends();
    }
  }

  private static void forgotten(Testbed testbed) {
    testbed.filters(
        Lane.SERVER,
        """
        add table ip firewall
        add chain ip firewall input { type filter hook input priority 0; policy drop; }
        add rule ip firewall input ct state established accept
        add rule ip firewall input tcp flags & (syn | ack) == syn accept
        """);
    testbed.sets("net.netfilter.nf_conntrack_tcp_timeout_established", 2);
    testbed.sets("net.netfilter.nf_conntrack_tcp_loose", 0);
    testbed.marksLost(Lane.CLIENT, DATA, 1);
    var server = echo(testbed, "--timeout", "1m");
    var client = nc(testbed, "6001");
    client.types("hello").prints("hello");
    testbed.waitsFor(LESSON.tool("sleep", "4"), "");
    client.types("again");
    testbed.waitsFor(LESSON.tool("sleep", "3"), "");
    testbed.server("ss", LESSON.tool("ss", "-tnoH", "sport = :6001")).ends();
    testbed.client("ss-client", LESSON.tool("ss", "-tnoH", "dport = :6001")).ends();
    server.prints("connected");
  }

  /** The server sends first after the pause, and the router responds in place of the client. */
  private static void forgottenByNat(Testbed testbed) {
    testbed.translatesAddresses(Duration.ofSeconds(2));
    var server = echo(testbed, "--timeout", "1m", "--answer-after", "4s");
    var console =
        LESSON_02
            .step("console", "--host", TwoHosts.SERVER, "--port", "6001", "--no-greeting")
            .typedInAnotherFolder();
    var client = testbed.client("client", console).prints("connected to server");
    testbed.client("ss-client", LESSON.tool("ss", "-tnH", "dport = :6001")).ends();
    client.types("hello");
    server.prints("Connection reset");
    testbed.client("ss-client-2", LESSON.tool("ss", "-tnH", "dport = :6001")).ends();
    client.types("again").prints("Connection reset").ends();
  }

  // Segments and windows.

  private static void segments(Testbed testbed, boolean offload) {
    if (offload) {
      testbed.enablesOffload();
    }
    var server = send(testbed, 4000);
    receive(testbed).ends();
    server.ends();
  }

  private static void zeroWindow(Testbed testbed) {
    testbed.sets("net.ipv4.tcp_wmem", "4096 16384 16384");
    testbed.sets("net.ipv4.tcp_rmem", "4096 16384 16384");
    var server = send(testbed, 40_000).gets(STOP);
    var client = testbed.client("client", receiver("127.0.0.1")).prints("connected").gets(STOP);
    server.gets(CONT);
    var ss = LESSON.tool("ss", "-tnoH", "sport = :6003 or dport = :6003");
    testbed.waitsFor(ss, "(persist");
    testbed.waitsFor(LESSON.tool("sleep", "2"), "");
    var sockets = testbed.server("ss", ss).ends();
    client.gets(CONT).ends();
    server.ends();
    int sendQueue = Integer.parseInt(sockets.matched("ESTAB +0 +([1-9]\\d+)"));
    int receiveQueue = Integer.parseInt(sockets.matched("ESTAB +([1-9]\\d+) +0"));
    testbed.fact("send-queue", sendQueue);
    testbed.fact("receive-queue", receiveQueue);
    testbed.fact("unwritten", 40_000 - sendQueue - receiveQueue);
    testbed.fact("write", server.matched("write returned after (\\d+) ms"));
  }

  // Delay.

  private static void roundTrips(Testbed testbed) {
    testbed.delaysLink(ONE_WAY);
    var server =
        testbed
            .server("server", LESSON_04.step("hello").typedInAnotherFolder().listensOn(5000))
            .prints("listen on port 5000");
    var format =
        "connections: %{num_connects}, connect: %{time_connect} s, all: %{time_total} s\\n";
    var url = "http://10.0.0.1:5000/";
    var curl =
        testbed
            .client(
                "curl",
                LESSON.tool("curl", "-sS", "-o/dev/null", "-o/dev/null", "-w", format, url, url))
            .ends();
    testbed.fact("connect", curl.matched("connections: 1, connect: ([\\d.]{4})"));
    testbed.fact("first", curl.matched("connections: 1, .*all: ([\\d.]{4})"));
    testbed.fact("second", curl.matched("connections: 0, .*all: ([\\d.]{4})"));
  }

  private static void nagle(Testbed testbed) {
    testbed.delaysLink(ONE_WAY);
    var server =
        testbed
            .server("server", LESSON.step("no-delay", "--rounds", "1").listensOn(6005))
            .prints("listen on port 6005");
    testbed.client("client", LESSON.step("no-delay", "--receive", "10.0.0.1:6005")).ends();
    testbed.fact("nagle", server.matched("three writes, Nagle's.* after ([\\d.]+) ms"));
    testbed.fact("no-delay", server.matched("TCP_NODELAY.* after ([\\d.]+) ms"));
    testbed.fact("one-write", server.matched("one write.* after ([\\d.]+) ms"));
  }

  private static void transfer(Testbed testbed, String receiveBuffer) {
    testbed.sets("net.ipv4.tcp_congestion_control", "reno");
    testbed.sets("net.ipv4.tcp_wmem", "4096 16384 4194304");
    testbed.sets("net.ipv4.tcp_rmem", receiveBuffer);
    testbed.delaysLink(ONE_WAY, 1_000_000);
    var server = send(testbed, 2_000_000);
    var client = receive(testbed).prints("connected");
    testbed.waitsFor(LESSON.tool("sleep", "1.2"), "");
    var ss = testbed.server("ss", LESSON.tool("ss", "-tinH", "sport = :6003")).ends();
    client.ends();
    server.ends();
    int millis = Integer.parseInt(client.matched("EOF after (\\d+) ms"));
    testbed.fact("millis", millis);
    testbed.fact("bytes-per-second", 2_000_000_000L / millis);
    testbed.fact("in-flight", 1448 * Integer.parseInt(ss.matched("unacked:(\\d+)")));
    testbed.fact("round-trip", ss.matched("\\brtt:(\\d+)"));
  }

  // TIME-WAIT.

  private static void timeWait(Testbed testbed) {
    var first = send(testbed, 10);
    testbed.client("client", receiver("127.0.0.1")).ends();
    first.ends();
    testbed.server("ss", LESSON.tool("ss", "-tanoH", "sport = :6003")).ends();
    testbed.server("server-2", sender(10, "no-reuse")).ends();
    testbed.server("server-3", sender(10)).prints("listen on port 6003");
  }

  private static void portsUsedUp(Testbed testbed) {
    testbed.sets("net.ipv4.ip_local_port_range", "40000 40001");
    testbed.sets("net.ipv4.tcp_tw_reuse", 0);
    var server =
        testbed
            .server(
                "server", LESSON_01.javaSource("src/main/java/FirstServer.java").listensOn(5000))
            .prints("listen on port 5000");
    for (int number = 1; number <= 3; number++) {
      var connect = LESSON_02.step("connect", "--host", TwoHosts.SERVER);
      testbed.client("client-" + number, connect).ends();
    }
    testbed.client("ss", LESSON.tool("ss", "-tanH", "dport = :5000")).ends();
  }

  private static void lingerZero(Testbed testbed) {
    testbed.sets("net.ipv4.tcp_rmem", "4096 16384 16384");
    var server = send(testbed, 40_000, "reset").gets(STOP);
    var client = testbed.client("client", receiver("127.0.0.1")).prints("connected").gets(STOP);
    server.gets(CONT).ends();
    client.gets(CONT).ends();
    testbed.server("ss", LESSON.tool("ss", "-tanH", "sport = :6003")).ends();
  }
}
