package tcplessons.http;

import static tcplessons.http.Status.SERVER_ERROR;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/** One connection and the requests on it, one after the other: RFC 9112 section 9. */
final class HttpConnection implements Connection {

  private enum State {
    /** Between two requests. */
    IDLE,
    /** A request is being read, or its response written. */
    BUSY,
    /** As BUSY, but the server is stopping: the connection closes after this response. */
    FINISHING,
    /** The server has stopped: no request follows. */
    STOPPED
  }

  private final Socket socket;
  private final Handler handler;
  private final Limits limits;
  private final AccessLog log;
  private final InputBuffer input;
  private final RequestReader reader;
  private final ResponseWriter writer;
  private final Deadline deadline;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final long openedAt = System.nanoTime();

  /** Whether the body of the last request was refused, so that what follows is no request. */
  private boolean bodyUnread;

  HttpConnection(Socket socket, Handler handler, Limits limits, AccessLog log) throws IOException {
    this.socket = socket;
    this.handler = handler;
    this.limits = limits;
    this.log = log;
    input = InputBuffer.of(socket);
    deadline = new Deadline(socket, limits);
    reader = new RequestReader(input, limits);
    writer = new ResponseWriter(socket.getOutputStream(), deadline);
  }

  @Override
  public void serve() throws IOException {
    log.connected(socket);
    deadline.forIdle();
    deadline.start();
    try (deadline) {
      while (awaitRequest()) {
        if (!exchange()) {
          finish();
          return;
        }
      }
    } catch (IOException e) {
      throw deadline.hasExpired() ? new IOException("too little of the answer was taken") : e;
    }
  }

  /**
   * Returns whether a request begins. If not, the connection closes without an error: no request is
   * lost.
   */
  private boolean awaitRequest() {
    deadline.forIdle();
    try {
      if (!reader.awaitRequest()) {
        return false;
      }
    } catch (IOException _) {
      return false;
    }
    deadline.forReading();
    return state.compareAndSet(State.IDLE, State.BUSY);
  }

  /** Reads one request and responds to it; returns whether another one may follow. */
  // tag::exchange[]
  private boolean exchange() throws IOException {
    try {
      var request = reader.read(this::sendContinue); // <1>
      var response = respond(request);
      boolean last =
          !request.head().keepsAlive() || bodyUnread || state.get() == State.FINISHING || isOld();
      log.responded(request, response);
      try (var _ = response.body()) {
        writer.write(response, last, request.method().equals("HEAD")); // <2>
      }
      return !last && state.compareAndSet(State.BUSY, State.IDLE);
      // end::exchange[]
      // tag::refuse[]
    } catch (HttpError e) {
      log.refused(e);
      boolean headOnly = reader.method().equals("HEAD");
      writer.write(Response.error(e.status(), e.getMessage()), true, headOnly); // <1>
      return false;
    } finally {
      reader.releaseBody();
    }
  }

  // end::refuse[]

  private Response respond(Request request) {
    try {
      return handler.handle(request);
    } catch (IOException | RuntimeException e) {
      log.failed(e);
      return Response.error(SERVER_ERROR, "the server's own fault");
    }
  }

  /**
   * Sends 100 (Continue), unless the handler refuses the method. Then the client gets the final
   * response without sending the body, and the connection closes.
   */
  private boolean sendContinue(Head head) throws IOException {
    bodyUnread = !handler.accepts(head.method());
    if (bodyUnread) {
      return false;
    }
    writer.writeContinue();
    deadline.forReading();
    return true;
  }

  private boolean isOld() {
    return System.nanoTime() - openedAt > limits.connectionTime.toNanos();
  }

  /**
   * Sends FIN, then reads until the client's FIN. Closing while unread input is in the receive
   * buffer, or while the client still sends, makes the kernel send RST (RFC 1122 section 4.2.2.13),
   * which can destroy the response in flight: RFC 9112 section 9.6.
   */
  // tag::finish[]
  private void finish() throws IOException {
    socket.shutdownOutput();
    deadline.forReading();
    input.drain(limits.drainTime);
  }

  // end::finish[]

  @Override
  public boolean stop() {
    var next = state.updateAndGet(it -> it == State.IDLE ? State.STOPPED : State.FINISHING);
    return next == State.STOPPED;
  }
}
