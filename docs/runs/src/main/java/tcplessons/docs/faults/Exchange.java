package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.ExpectedBytes;
import tcplessons.grader.peers.Peer;
import tcplessons.grader.peers.PeerResult;

/** What a well-behaved client sends and receives on one connection. */
interface Exchange {

  /** A well-behaved client did not receive what is specified. */
  final class UnexpectedResponse extends IOException {
    private static final long serialVersionUID = 1;

    final transient PeerResult result;

    UnexpectedResponse(PeerResult result) {
      super("a well-behaved client received " + result);
      this.result = result;
    }
  }

  /**
   * Performs it on a connected socket, which the caller closes.
   *
   * @throws UnexpectedResponse if the bytes or the end of the connection are not as expected
   */
  void perform(Socket socket) throws IOException;

  default Socket connect(int port) throws IOException {
    return Peer.connected(new Socket(), port);
  }

  default void performAt(int port) throws IOException {
    try (var socket = connect(port)) {
      perform(socket);
    }
  }

  /**
   * Sends a request, half-closes, and receives the response until EOF.
   *
   * @param expected the whole response
   */
  record RequestResponse(byte[] request, ExpectedBytes expected) implements Exchange {
    @Override
    public void perform(Socket socket) throws IOException {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      Exchange.expect(PeerResult.receive(socket, Waiting.LIMIT), expected);
    }
  }

  /** Receives until EOF, and sends a byte after every {@code interval} bytes. */
  record AcknowledgedStream(int interval, ExpectedBytes expected) implements Exchange {
    @Override
    public void perform(Socket socket) throws IOException {
      var received = new StringBuilder();
      var part = PeerResult.receive(socket, Waiting.LIMIT, interval);
      while (part.ending() == PeerResult.Ending.OPEN && part.received().length() == interval) {
        received.append(part.received());
        socket.getOutputStream().write('!');
        part = PeerResult.receive(socket, Waiting.LIMIT, interval);
      }
      received.append(part.received());
      expect(new PeerResult(received.toString(), part.ending(), part.elapsed()), expected);
    }
  }

  /**
   * Sends the head of a request, and the rest after an interim response (RFC 9110 section 10.1.1).
   * Between the two the request is certainly in progress.
   *
   * @param interim the whole interim response
   * @param expected the whole response after it
   */
  record ExpectContinue(byte[] head, String interim, byte[] rest, ExpectedBytes expected)
      implements Exchange {
    @Override
    public void perform(Socket socket) throws IOException {
      begin(socket);
      finish(socket);
    }

    void begin(Socket socket) throws IOException {
      socket.getOutputStream().write(head);
      var result = PeerResult.receive(socket, Waiting.LIMIT, interim.length());
      if (!result.received().equals(interim)) {
        throw new UnexpectedResponse(result);
      }
    }

    void finish(Socket socket) throws IOException {
      socket.getOutputStream().write(rest);
      expect(PeerResult.receive(socket, Waiting.LIMIT), expected);
    }
  }

  /** Sends nothing, and receives until EOF. */
  record ReceiveAll(ExpectedBytes expected) implements Exchange {
    @Override
    public void perform(Socket socket) throws IOException {
      expect(PeerResult.receive(socket, Waiting.LIMIT), expected);
    }
  }

  private static void expect(PeerResult result, ExpectedBytes expected) throws UnexpectedResponse {
    if (result.ending() != PeerResult.Ending.FIN || !expected.matches(result.received())) {
      throw new UnexpectedResponse(result);
    }
  }
}
