package tcplessons.http;

import static tcplessons.http.Status.SERVER_ERROR;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/** One connection, and the requests on it, one after the other: RFC 9112 section 9. */
final class HttpConnection implements Conversation {

  private enum State {
    /** Between requests. */
    IDLE,
    /** A request has begun and its answer has not ended. */
    BUSY,
    /** The same, and it is the last one. */
    LAST,
    /** None will be begun. */
    STOPPED
  }

  /** Fewer cost requests a second, and with many more, others wait for tens of milliseconds. */
  private static final int TURNS = 8;

  private final HttpServer server;
  private final Socket socket;
  private final Limits limits;
  private final Incoming incoming;
  private final RequestReader reader;
  private final ResponseWriter writer;
  private final Deadline deadline;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final long began = System.nanoTime();
  private int turns;

  HttpConnection(HttpServer server, Socket socket, Limits limits) throws IOException {
    this.server = server;
    this.socket = socket;
    this.limits = limits;
    incoming = Incoming.of(socket);
    deadline = new Deadline(socket, limits);
    reader = new RequestReader(incoming, limits);
    writer = new ResponseWriter(socket.getOutputStream(), deadline);
  }

  // tag::hold[]
  @Override
  public void hold() throws IOException {
    deadline.forIdleness();
    var watcher = Thread.startVirtualThread(deadline);
    try {
      while (awaitRequest()) { // <1>
        if (!exchange()) {
          end();
          return;
        }
      }
    } catch (IOException e) {
      throw deadline.hasPassed() ? new IOException("too little of the answer was taken") : e;
    } finally {
      watcher.interrupt();
    }
  }

  // end::hold[]

  /** Whether another request begins. If not, nobody misses anything: there is nothing to tell. */
  private boolean awaitRequest() {
    deadline.forIdleness();
    // A client that asks again at once must not keep this thread, and so the others, busy. And
    // often its next request comes meanwhile: then there is nothing to wait for. But whoever yields
    // goes on before those whom arriving bytes wake, so from time to time it waits as they do.
    if (++turns % TURNS != 0) {
      Thread.yield();
    }
    try {
      if (!incoming.await()) {
        return false;
      }
    } catch (IOException _) {
      return false;
    }
    deadline.forReading();
    return state.compareAndSet(State.IDLE, State.BUSY);
  }

  /** One request and its answer; returns whether there may be another one. */
  // tag::exchange[]
  private boolean exchange() throws IOException {
    try {
      var request = reader.read(this::invite); // <1>
      var response = answer(request);
      boolean last = !request.head().keepsAlive() || state.get() == State.LAST || isOld();
      server.tell(request, response);
      writer.write(response, last, request.method().equals("HEAD")); // <2>
      return !last && state.compareAndSet(State.BUSY, State.IDLE);
    } catch (Refused e) {
      server.tell(e);
      writer.write(Response.error(e.status(), e.getMessage()), true, false); // <3>
      return false;
    }
  }

  // end::exchange[]

  private Response answer(Request request) {
    try {
      return server.answer(request);
    } catch (IOException | RuntimeException e) {
      server.tell(e);
      return Response.error(SERVER_ERROR, "the server's own fault");
    }
  }

  private void invite() throws IOException {
    writer.invite();
    deadline.forReading();
  }

  private boolean isOld() {
    return System.nanoTime() - began > limits.connectionTime().toNanos();
  }

  /**
   * Says that nothing follows, and lets the client do the same. To close while it still sends would
   * answer it with a reset, and that may overtake our last answer: RFC 9112 section 9.6.
   */
  // tag::end[]
  private void end() throws IOException {
    socket.shutdownOutput();
    deadline.forReading();
    incoming.drain(limits.closeTime());
  }

  // end::end[]

  @Override
  public boolean stop() {
    var now = state.updateAndGet(was -> was == State.IDLE ? State.STOPPED : State.LAST);
    return now == State.STOPPED;
  }
}
