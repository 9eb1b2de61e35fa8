package tcplessons.binary;

import java.io.IOException;
import java.net.Socket;

/** Prints every frame and sends it back. */
final class FramesServer extends TcpServer {

  private final int maxFrame;

  FramesServer(ServerOptions options, int maxFrame) throws IOException {
    super(options, "whole frame");
    this.maxFrame = maxFrame;
  }

  // tag::serve[]
  @Override
  void serve(Socket socket, Deadline deadline) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    var frames = new FrameInput(socket.getInputStream(), new FrameReader(maxFrame));
    var answers = new FrameOutput(socket.getOutputStream(), new FrameWriter(maxFrame));
    int count = 0;
    for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
      var payload = frame.get();
      out.println(
          "frame %d: %d bytes: %s"
              .formatted(++count, payload.remaining(), Printable.beginning(payload)));
      answers.write(payload);
      answers.flush(); // <1>
      deadline.restart(); // <2>
    }
    out.println("the client has ended after " + count + " frames");
  }
  // end::serve[]
}
