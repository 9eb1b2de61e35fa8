package tcplessons.grader;

import static tcplessons.grader.Signature.Kind.CLOSED;
import static tcplessons.grader.Signature.Kind.EARLY;
import static tcplessons.grader.Signature.Kind.LESS;
import static tcplessons.grader.Signature.Kind.MORE;
import static tcplessons.grader.Signature.Kind.NOTHING;
import static tcplessons.grader.Signature.Kind.OPEN;
import static tcplessons.grader.Signature.Kind.OTHER;
import static tcplessons.grader.Signature.Kind.RESET;
import static tcplessons.grader.Signature.Kind.UNREAD;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import tcplessons.grader.peers.TcpTable;

/**
 * The grader's end of a connection to the program. Its methods are what a check does and expects:
 * the transcript and the report follow from their calls.
 *
 * <p>Each piece is sent when the program has read the one before, so that it sees the cut. What the
 * program sends is always read at once.
 */
public final class Connection {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int SEVERAL = 10;

  /** More than any exercise lets a program send ahead. */
  private static final int RECEIVED_BYTES_MAX = 64 << 20;

  private enum Ending {
    NONE,
    FIN,
    RST
  }

  private interface Sending {
    void run() throws IOException;
  }

  private final CheckRun run;
  private final Socket socket;
  private final String name;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  private final Received received = new Received();
  private volatile Ending ending = Ending.NONE;
  private volatile boolean reads = true;
  private volatile boolean isShown = true;
  private volatile long readLimit = Long.MAX_VALUE;
  private volatile long readCount;
  private final long socketsBefore;
  private final AtomicInteger writes = new AtomicInteger();
  private volatile boolean isBroken;
  private volatile boolean isFlooded;
  private boolean hasSent;

  /**
   * @param socketsBefore how many sockets the program held before
   */
  Connection(CheckRun run, Socket socket, String name, Event.Kind kind, long socketsBefore) {
    this.socketsBefore = socketsBefore;
    this.run = run;
    this.socket = socket;
    this.name = name;
    run.add(this);
    run.transcript.add(name, kind);
  }

  Connection reading() {
    Thread.startVirtualThread(() -> read(false));
    return this;
  }

  /** Limits how much the kernel receives while the grader does not read. */
  Connection withSmallBuffer() {
    try {
      socket.setReceiveBufferSize(BUFFER_BYTES);
      return this;
    } catch (SocketException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Sends everything back at once, and FIN at FIN; reads no more while it cannot send. */
  Connection echoing() throws IOException {
    socket.setSendBufferSize(BUFFER_BYTES);
    socket.setReceiveBufferSize(BUFFER_BYTES);
    Thread.startVirtualThread(() -> {
      read(true);
      if (ending == Ending.FIN) {
        sendFin();
      }
    });
    return this;
  }

  private void read(boolean echoes) {
    var buffer = new byte[BUFFER_BYTES];
    try {
      var in = socket.getInputStream();
      int count;
      while (mayRead() && (count = in.read(buffer)) != -1) {
        var bytes = Bytes.part(buffer, 0, count);
        readCount += count;
        received.add(bytes);
        if (received.count() > RECEIVED_BYTES_MAX) {
          isFlooded = true;
          socket.close();
          return;
        }
        if (echoes) {
          echo(bytes);
        } else if (isShown) {
          run.transcript.add(name, Event.Kind.RECEIVED, bytes);
        } else {
          run.transcript.touch();
        }
      }
      run.transcript.add(name, Event.Kind.RECEIVED_FIN);
      ending = Ending.FIN;
    } catch (IOException _) {
      if (!socket.isClosed()) {
        run.transcript.add(name, Event.Kind.RECEIVED_RST);
        ending = Ending.RST;
      }
    }
  }

  /** How the data is divided depends on the machine, so the transcript does not show it. */
  private void echo(byte[] bytes) {
    run.transcript.touch();
    reads = false;
    write(() -> socket.getOutputStream().write(bytes)).join();
    reads = true;
    run.transcript.touch();
  }

  private boolean mayRead() {
    while ((!reads || readCount >= readLimit) && !socket.isClosed()) {
      CheckRun.pause(Duration.ofMillis(1));
    }
    return true;
  }

  /**
   * From now on the transcript does not show what comes. If several clients receive much at the
   * same time, how it is divided depends on the machine.
   */
  public void hideReceived() {
    isShown = false;
  }

  /** As in the transcript. */
  String name() {
    return name;
  }

  /** The address and the port of the grader's end. */
  public InetSocketAddress local() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** The address and the port of the program's end. */
  public InetSocketAddress remote() {
    return (InetSocketAddress) socket.getRemoteSocketAddress();
  }

  /** Sends a text in UTF-8, in one piece. */
  public void send(String text) {
    send(Bytes.utf8(text));
  }

  /** Sends bytes in one piece, as soon as the program has read what was sent before. */
  public void send(byte[] bytes) {
    awaitRead();
    hasSent = true;
    run.transcript.add(name, Event.Kind.SENT, bytes);
    var sent = write(() -> socket.getOutputStream().write(bytes));
    if (!run.await(() -> sent.isDone() || hasEnded())) {
      run.nextStep();
      throw run.deviation(
          UNREAD, new Phrase("expected.reads", bytes.length), new Phrase("observed.unread"));
    }
  }

  /** Sends each byte in a piece of its own. */
  public void sendByteByByte(byte[] bytes) {
    for (int at = 0; at < bytes.length; at++) {
      send(Bytes.part(bytes, at, at + 1));
    }
  }

  /**
   * Sends a piece again and again until the program closes the connection, as a client does that is
   * slow on purpose. Each piece restarts the time of {@link Checks#punctual}.
   *
   * @param times how often at most
   * @param reason why the program closes
   */
  public void drip(String piece, Duration pause, int times, String reason) {
    run.nextStep();
    var phrase = new Phrase("expected.closed", run.because(reason));
    for (int i = 0; i < times && !hasEnded(); i++) {
      run.restartTimeLimit();
      send(piece);
      CheckRun.pause(pause);
    }
    if (!hasEnded()) {
      throw run.deviation(OPEN, phrase, new Phrase("observed.open"));
    }
  }

  /** Sends the bytes in pieces: cut after so many bytes each time, the rest as the last one. */
  public void sendInPieces(byte[] bytes, int... lengths) {
    int from = 0;
    for (int length : lengths) {
      send(Bytes.part(bytes, from, from + length));
      from += length;
    }
    send(Bytes.part(bytes, from, bytes.length));
  }

  /** Sends bytes while the check goes on, for example while it receives. */
  public CompletableFuture<Void> sendInBackground(byte[] bytes) {
    hasSent = true;
    return write(() -> {
      run.transcript.add(name, Event.Kind.SENT, bytes);
      socket.getOutputStream().write(bytes);
    });
  }

  /** Sends FIN, and goes on receiving: a half-close. */
  public void finish() {
    awaitRead();
    sendFin();
  }

  private void sendFin() {
    write(
            () -> {
              run.transcript.add(name, Event.Kind.SENT_FIN);
              socket.shutdownOutput();
            })
        .join();
  }

  /** Breaks the connection off with RST. */
  public void reset() {
    awaitRead();
    write(
            () -> {
              run.transcript.add(name, Event.Kind.SENT_RST);
              socket.setSoLinger(true, 0);
              socket.close();
            })
        .join();
  }

  private CompletableFuture<Void> write(Sending sending) {
    try {
      writes.incrementAndGet();
      return CompletableFuture.runAsync(
          () -> {
            try {
              sending.run();
            } catch (IOException _) {
              isBroken = true; // the reading thread sees how the connection ended
            } finally {
              writes.decrementAndGet();
            }
          },
          writer);
    } catch (RejectedExecutionException _) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private void awaitRead() {
    if (hasSent) {
      run.awaitRead(this);
    }
  }

  /** Does not read any more, until {@link #resumeReading}. The kernel's buffers fill. */
  public void stopReading() {
    reads = false;
  }

  public void resumeReading() {
    reads = true;
  }

  /**
   * Reads so many bytes each time, as a slow client does, and then no more. Each time restarts that
   * of {@link Checks#punctual}.
   *
   * @param pause after each time
   * @param what the bytes are
   */
  public void receiveSlowly(int bytes, Duration pause, int times, String what) {
    run.nextStep();
    var phrase = new Phrase("expected.count", bytes * times, run.because(what));
    readLimit = readCount;
    resumeReading();
    for (int i = 0; i < times; i++) {
      run.restartTimeLimit();
      long target = readCount + bytes;
      readLimit = target;
      if (!run.await(() -> readCount >= target || hasEnded()) || readCount < target) {
        throw missing(phrase, received.upTo(received.count()));
      }
      CheckRun.pause(pause);
    }
    stopReading();
    readLimit = Long.MAX_VALUE;
  }

  /** These characters come next, in UTF-8. */
  public void expect(String text) {
    expect(Bytes.utf8(text));
  }

  /**
   * As {@link #expect}. Before it, the program may send something several times, as it cannot know
   * that the bytes which it waits for are already on their way.
   */
  public void expectAfter(String several, String expected) {
    var before = Bytes.utf8(several);
    for (int i = 0; i < SEVERAL && comes(before); i++) {
      received.take(before.length);
    }
    if (comes(before)) {
      run.nextStep();
      throw missing(new Phrase("expected.bytes", (Object) Bytes.utf8(expected)), new byte[0]);
    }
    expect(expected);
  }

  private boolean comes(byte[] bytes) {
    run.await(
        () -> received.count() >= bytes.length || hasEnded() || !received.isBeginningOf(bytes));
    return received.count() >= bytes.length && received.isBeginningOf(bytes);
  }

  /** As {@link #expect}, and the program does not wait for any time before it sends them. */
  public void expectAtOnce(String text) {
    var expected = Bytes.utf8(text);
    run.settle(() -> received.count() >= expected.length || hasEnded());
    if (received.count() == 0 && !hasEnded()) {
      run.nextStep();
      throw missing(new Phrase("expected.bytes", (Object) expected), new byte[0]);
    }
    expect(expected);
  }

  /** These bytes come next, divided in any way. */
  public void expect(byte[] expected) {
    run.nextStep();
    var phrase = new Phrase("expected.bytes", (Object) expected);
    run.await(() ->
        received.count() >= expected.length || hasEnded() || !received.isBeginningOf(expected));
    var came = received.upTo(expected.length);
    if (!Bytes.begins(expected, came)) {
      run.settle(() -> false); // the transcript shows the rest, too
      var all = received.upTo(received.count());
      throw run.deviation(
              Bytes.wrong(expected, came), phrase, Difference.phrase("wrong", expected, all))
          .at(next(Bytes.mismatch(expected, all)));
    }
    if (came.length < expected.length) {
      throw missing(phrase, came);
    }
    received.take(expected.length);
  }

  /** One of the bytes that have come and were not expected yet. */
  private Deviation.Place next(long at) {
    return new Deviation.Place(name, Event.Kind.RECEIVED, received.taken() + at);
  }

  private Deviation missing(Phrase expected, byte[] came) {
    // Whether FIN comes before RST depends on what has arrived when the program closes.
    if (ending == Ending.RST) {
      return run.deviation(CLOSED, expected, new Phrase("observed.reset"));
    }
    if (ending == Ending.FIN) {
      return run.deviation(
          CLOSED,
          expected,
          came.length == 0
              ? new Phrase("observed.closed")
              : new Phrase("observed.less-closed", (Object) came));
    }
    return came.length == 0
        ? run.deviation(NOTHING, expected, nothing())
        : run.deviation(LESS, expected, new Phrase("observed.less", (Object) came));
  }

  /** Nothing came: the kernel may show why. */
  private Phrase nothing() {
    if (run.seesProgram()) {
      if (!Kernel.isAccepted(socket.getPort(), socket.getLocalPort())) {
        return new Phrase("observed.unaccepted");
      }
      if (unreadByProgram() > 0) {
        return new Phrase("observed.unread-bytes", unreadByProgram());
      }
    }
    return new Phrase("observed.nothing");
  }

  /**
   * Nothing comes until the program has read everything and waits for more.
   *
   * @param reason why, as the end of a sentence: "the line has not ended"
   */
  public void nothingComes(String reason) {
    run.nextStep();
    awaitRead();
    run.settle(() -> received.count() > 0 || hasEnded());
    var phrase = new Phrase("expected.nothing", run.because(reason));
    if (received.count() > 0) {
      throw run.deviation(
              EARLY, phrase, new Phrase("observed.early", received.upTo(received.count())))
          .at(next(0));
    }
    if (hasEnded()) {
      throw missing(phrase, new byte[0]);
    }
  }

  /** The program sends no more, and then its FIN. */
  public void expectEnd() {
    run.nextStep();
    var phrase = new Phrase("expected.fin");
    run.await(() -> received.count() > 0 || hasEnded());
    if (received.count() > 0) {
      throw run.deviation(
              MORE, phrase, new Phrase("observed.more", received.upTo(received.count())))
          .at(next(0));
    }
    if (ending == Ending.RST) {
      throw run.deviation(RESET, phrase, new Phrase("observed.reset"));
    }
    if (ending == Ending.NONE) {
      throw run.deviation(OPEN, phrase, new Phrase("observed.open"));
    }
  }

  /**
   * The program closes the connection, with FIN or RST, whatever it sends before.
   *
   * @param reason why
   */
  public void expectClosed(String reason) {
    run.nextStep();
    var phrase = new Phrase("expected.closed", run.because(reason));
    if (!run.await(this::hasEnded)) {
      throw run.deviation(OPEN, phrase, new Phrase("observed.open"));
    }
  }

  /**
   * The program breaks the connection off, with RST in place of FIN.
   *
   * @param reason why
   */
  public void expectAborted(String reason) {
    run.nextStep();
    var phrase = new Phrase("expected.aborted", run.because(reason));
    if (!run.await(this::hasEnded)) {
      throw run.deviation(OPEN, phrase, new Phrase("observed.open"));
    }
    if (ending == Ending.FIN) {
      throw run.deviation(CLOSED, phrase, new Phrase("observed.fin"));
    }
  }

  /**
   * Sends many bytes in the background: the program stops reading before it has read all of them.
   *
   * @param mebibytes many more than the buffers of the kernel hold
   * @param reason why it stops
   */
  public void expectBackpressure(int mebibytes, String reason) {
    run.nextStep();
    var piece = new byte[1 << 20];
    hasSent = true;
    var sent =
        write(() -> {
          run.transcript.addRepeated(name, Event.Kind.SENT, piece, mebibytes);
          for (int i = 0; i < mebibytes; i++) {
            socket.getOutputStream().write(piece);
            run.transcript.touch();
          }
        });
    if (run.await(() -> sent.isDone() || hasEnded())) {
      run.settle(() -> false); // an OutOfMemoryError may still be printed
      throw run.deviation(
          hasEnded() ? CLOSED : OTHER,
          new Phrase("expected.backpressure", run.because(reason)),
          hasEnded() ? new Phrase("observed.ended") : new Phrase("observed.read-all", mebibytes));
    }
  }

  /**
   * The program has closed its socket, after the grader's FIN and its own: the kernel has no open
   * end of this connection, and the program holds as many sockets as before it. (After both FINs
   * the kernel's table does not show a socket that is still open.) Only the kernel of this machine
   * shows it.
   */
  public void expectRelease() {
    run.nextStep();
    if (!run.seesProgram()) {
      run.notChecked("release");
    } else if (!run.await(() -> !isHeld() && socketCount() <= socketsBefore)) {
      throw run.deviation(OPEN, new Phrase("expected.release"), new Phrase("observed.held"));
    }
  }

  /**
   * The program resets the connection although the grader does not read. A FIN would stay behind
   * the unsent data. Only the kernel of this machine tells RST from it.
   *
   * @param reason why
   */
  public void expectReset(String reason) {
    run.nextStep();
    var phrase = new Phrase("expected.reset", run.because(reason));
    if (!run.seesKernel()) {
      run.notChecked("reset");
      run.await(() -> false);
      probe();
      if (!isBroken) {
        throw run.deviation(OPEN, phrase, new Phrase("observed.open"));
      }
      return;
    }
    boolean isGone = run.await(() -> !Kernel.isConnected(socket.getLocalPort(), socket.getPort()));
    if (!isGone && Kernel.isAccepted(socket.getPort(), socket.getLocalPort())) {
      throw run.deviation(OPEN, phrase, new Phrase("observed.open"));
    }
    resumeReading();
    run.await(this::hasEnded);
    if (ending != Ending.RST) {
      throw run.deviation(CLOSED, phrase, new Phrase("observed.unsent"));
    }
  }

  /** Sends two bytes: the second one fails if the program has closed its socket. */
  private void probe() {
    for (int i = 0; i < 2; i++) {
      write(() -> socket.getOutputStream().write(0)).join();
      run.settle(() -> isBroken);
    }
  }

  /**
   * All data so far has come in at most so many segments. Only ss(8) shows them.
   *
   * @param reason why
   */
  public void expectSegments(int max, String reason) {
    run.nextStep();
    var count = Kernel.segmentsReceived(socket.getLocalPort(), socket.getPort());
    if (count.isEmpty()) {
      run.notChecked("segments");
    } else if (count.getAsInt() > max) {
      throw run.deviation(
          OTHER,
          new Phrase("expected.segments", max, run.because(reason)),
          new Phrase("observed.segments", count.getAsInt()));
    }
  }

  private boolean isHeld() {
    return Kernel.isConnected(socket.getPort(), socket.getLocalPort());
  }

  private long socketCount() {
    return Kernel.socketCount(run.program().orElseThrow().processes());
  }

  /**
   * The program has read everything that was sent, also after its own FIN. A program that has
   * closed its socket resets the connection instead; the second piece after that shows it.
   *
   * @param reason why
   */
  public void expectRead(String reason) {
    run.nextStep();
    var phrase = new Phrase("expected.read", run.because(reason));
    awaitRead();
    run.settle(this::isReset);
    if (isReset()) {
      throw run.deviation(RESET, phrase, new Phrase("observed.reset"));
    }
    if (unreadByProgram() > 0) {
      throw run.deviation(UNREAD, phrase, new Phrase("observed.unread"));
    }
  }

  /**
   * Everything that comes until the program closes the connection, with FIN or RST.
   *
   * @param reason why it does
   */
  public byte[] receiveUntilClosed(String reason) {
    expectClosed(reason);
    return received.take(received.count());
  }

  /**
   * Everything that comes until the program closes the connection, with FIN or RST.
   *
   * @param max how many bytes come at most before: a program that does not close may send on
   * @param reason why it does
   */
  public byte[] receiveUntilClosed(int max, String reason) {
    run.nextStep();
    var phrase = new Phrase("expected.closed", run.because(reason));
    run.await(() -> hasEnded() || received.count() > max);
    if (!hasEnded()) {
      throw run.deviation(OPEN, phrase, new Phrase("observed.open"));
    }
    return received.take(received.count());
  }

  /**
   * So many bytes come next.
   *
   * @param what they are
   */
  public byte[] receive(int count, String what) {
    run.nextStep();
    var phrase = new Phrase("expected.count", count, run.because(what));
    run.await(() -> received.count() >= count || hasEnded());
    if (received.count() < count) {
      throw missing(phrase, received.upTo(received.count()));
    }
    return received.take(count);
  }

  /**
   * Everything up to this delimiter comes next, and the delimiter.
   *
   * @param what it is
   */
  public byte[] receiveUntil(String delimiter, String what) {
    run.nextStep();
    var end = Bytes.utf8(delimiter);
    var phrase = new Phrase("expected.until", end, run.because(what));
    run.await(() -> received.indexOf(end) >= 0 || hasEnded());
    int at = received.indexOf(end);
    if (at < 0) {
      throw missing(phrase, received.upTo(received.count()));
    }
    return received.take(at + end.length);
  }

  /**
   * Everything that comes, until FIN.
   *
   * @param what it is
   */
  public byte[] receiveAll(String what) {
    run.nextStep();
    var phrase = new Phrase("expected.what", run.because(what));
    run.await(this::hasEnded);
    if (ending != Ending.FIN) {
      throw ending == Ending.RST
          ? missing(phrase, new byte[0])
          : run.deviation(OPEN, new Phrase("expected.fin"), new Phrase("observed.open"));
    }
    return received.take(received.count());
  }

  /**
   * A response of HTTP/1.1 comes next: a status line, fields, an empty line, and as many bytes as
   * its Content-Length says.
   *
   * @param reason what it responds to, or why
   * @param statuses one of which it has
   */
  public HttpResponse receiveResponse(String reason, int... statuses) {
    var response = receiveHead(reason, statuses);
    run.nextStep();
    int length =
        response
            .length()
            .orElseThrow(() ->
                run.deviation(
                    OTHER, expectedResponse(reason, statuses), new Phrase("observed.no-length")));
    run.await(() -> received.count() >= length || hasEnded());
    if (received.count() < length) {
      throw missing(new Phrase("expected.body", length), received.upTo(length));
    }
    return response.withBody(received.take(length));
  }

  /**
   * The head of a response of HTTP/1.1 comes next. Its body may end in any way, for example with
   * FIN.
   *
   * @param reason what it responds to, or why
   * @param statuses one of which it has
   */
  public HttpResponse receiveHead(String reason, int... statuses) {
    run.nextStep();
    var phrase = expectedResponse(reason, statuses);
    var end = Bytes.utf8("\r\n\r\n");
    run.await(() -> received.indexOf(end) >= 0 || hasEnded());
    int at = received.indexOf(end);
    if (at < 0) {
      throw missing(phrase, received.upTo(received.count()));
    }
    run.nextStep();
    var head = received.take(at + end.length);
    var response = HttpResponse.parse(head);
    if (response.isEmpty()) {
      throw run.deviation(OTHER, phrase, new Phrase("observed.not-http", (Object) head));
    }
    run.nextStep();
    int status = response.get().status();
    if (Arrays.stream(statuses).noneMatch(each -> each == status)) {
      throw run.deviation(OTHER, phrase, new Phrase("observed.status", "" + status));
    }
    return response.get();
  }

  private Phrase expectedResponse(String reason, int... statuses) {
    var wanted = Arrays.stream(statuses).mapToObj(Integer::toString).toList();
    return new Phrase("expected.response", String.join(" / ", wanted), run.because(reason));
  }

  /**
   * A response with this body comes next.
   *
   * @param reason what it responds to, or why
   */
  public HttpResponse expectResponse(String reason, int status, byte[] body) {
    var response = receiveResponse(reason, status);
    run.nextStep();
    if (!Arrays.equals(response.body(), body)) {
      var came = response.body();
      throw run.deviation(
              Bytes.wrong(body, came),
              new Phrase("expected.bytes", (Object) body),
              Difference.phrase("wrong", body, came))
          .at(next(Bytes.mismatch(body, came) - came.length));
    }
    return response;
  }

  /**
   * A condition on what was received.
   *
   * @param expectation what is expected, as a sentence
   */
  public void that(boolean holds, String expectation) {
    that(holds, expectation, new Phrase("observed.other"));
  }

  /**
   * A condition on these bytes. They are shown if it does not hold.
   *
   * @param expectation what is expected, as a sentence
   */
  public void that(boolean holds, String expectation, byte[] came) {
    that(holds, expectation, new Phrase("observed.early", (Object) came));
  }

  private void that(boolean holds, String expectation, Phrase observed) {
    run.nextStep();
    var phrase = new Phrase("expected.what", run.because(expectation));
    if (!holds) {
      throw run.deviation(OTHER, phrase, observed);
    }
  }

  /** Whether the program sends without end. The grader has closed the connection. */
  boolean isFlooded() {
    return isFlooded;
  }

  boolean hasEnded() {
    return ending != Ending.NONE;
  }

  boolean isReset() {
    return isBroken || ending == Ending.RST;
  }

  /** Whether the grader's own threads have not yet read or written what they could. */
  boolean isStarved(TcpTable table) {
    return reads && table.unread(socket.getLocalPort(), socket.getPort()) > 0
        || writes.get() > 0 && table.unread(socket.getPort(), socket.getLocalPort()) == 0;
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  /** Whether the program has accepted it, or it has ended since. */
  boolean isAccepted() {
    return hasEnded()
        || socket.isClosed()
        || Kernel.isAccepted(socket.getPort(), socket.getLocalPort());
  }

  long unreadByProgram() {
    return run.seesKernel() ? Kernel.unread(socket.getPort(), socket.getLocalPort()) : 0;
  }

  /** Closes the connection. */
  public void close() {
    writer.shutdownNow();
    try {
      socket.close();
    } catch (IOException _) {
      // it is closed
    }
  }
}
