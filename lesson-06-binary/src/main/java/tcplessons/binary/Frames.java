package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints every frame and sends it back, or is the client that sends texts in frames. */
@Command(name = "frames", description = "Messages with a length before them; --send sends some.")
final class Frames implements Callable<Integer> {

  /** 512 MiB, since each connection may fill a buffer of this size. */
  private static final int PAYLOAD_BYTES_MAX = 512 * 1024 * 1024;

  @Mixin EndpointOptions endpoint = new EndpointOptions(8002);

  @Option(
      names = "--max-frame",
      paramLabel = "BYTES",
      description = "The longest payload that is accepted or sent (${DEFAULT-VALUE}).")
  int maxPayloadBytes = FrameReader.DEFAULT_PAYLOAD_BYTES_MAX;

  @Option(
      names = "--send",
      paramLabel = "TEXT",
      converter = TextConverter.class,
      description = "Connect and send this text in a frame; several times for several.")
  List<String> texts;

  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    if (maxPayloadBytes < 0 || maxPayloadBytes > PAYLOAD_BYTES_MAX) {
      throw endpoint.wrongUsage(
          "'%d' is not a number of bytes (0 to %d)".formatted(maxPayloadBytes, PAYLOAD_BYTES_MAX));
    }
    if (texts == null) {
      try (var server = new TcpServer(endpoint.open(), this::serve, out, err)) {
        server.run();
      }
      return 0;
    }
    for (var text : texts) {
      int length = text.getBytes(UTF_8).length;
      if (length > maxPayloadBytes) {
        throw endpoint.wrongUsage(
            length + " bytes of text are more than --max-frame " + maxPayloadBytes);
      }
    }
    endpoint.connect(
        socket ->
            MessageDeadline.enforce(socket, endpoint.idleTimeout, "whole frame", this::request),
        out);
    return 0;
  }

  private void serve(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    MessageDeadline.enforce(socket, endpoint.idleTimeout, "whole frame", this::echo);
  }

  // tag::echo[]
  private void echo(Socket socket, MessageDeadline deadline) throws IOException {
    var responses = new FrameOutput(socket.getOutputStream(), new FrameWriter(maxPayloadBytes));
    try (var requests = new FrameInput(socket.getInputStream(), new FrameReader(maxPayloadBytes))) {
      int count = 0;
      for (var frame = requests.next(); frame.isPresent(); frame = requests.next()) {
        var payload = frame.get();
        out.println(
            "frame %d: %d bytes: %s"
                .formatted(++count, payload.remaining(), Excerpt.ofBeginning(payload)));
        responses.write(payload);
        responses.flush(); // <1>
        deadline.restart(); // <2>
      }
      out.println("the client has ended after " + count + " frames");
    }
  }

  // end::echo[]

  /**
   * Sends all texts and reads the responses at the same time. If it read only after the last write,
   * a server whose responses fill both buffers would stop reading, and both sides would block.
   */
  private void request(Socket socket, MessageDeadline deadline) throws IOException {
    Thread.startVirtualThread(() -> send(socket));
    var responses = new FrameInput(socket.getInputStream(), new FrameReader(maxPayloadBytes));
    int count = 0;
    for (var frame = responses.next(); frame.isPresent(); frame = responses.next()) {
      out.println("came back: " + Excerpt.ofBeginning(frame.get()));
      deadline.restart();
      count++;
    }
    if (count < texts.size()) {
      throw new IOException("the server ended after " + count + " of " + texts.size() + " frames");
    }
  }

  private void send(Socket socket) {
    try {
      var frames = new FrameOutput(socket.getOutputStream(), new FrameWriter(maxPayloadBytes));
      for (var text : texts) {
        frames.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
      }
      frames.flush();
      socket.shutdownOutput();
    } catch (IOException _) {
      // The connection has failed or is closed, so request() gets an error or EOF and reports it.
    }
  }
}
