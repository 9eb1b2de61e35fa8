package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;

/**
 * Shows each read as two kinds of programs understand it, and sends the text back. "Alone", the
 * wrong way, decodes every read on its own; "whole", the right way, keeps what is left over.
 */
final class TextServer extends TcpServer {

  /** What is read at once at most. A line may be endless: nothing waits for its end. */
  private static final int PIECE = 1024;

  private static final int SHOWN = 16;

  private final CodingErrorAction malformed;

  TextServer(ServerOptions options, CodingErrorAction malformed) throws IOException {
    super(options, "byte");
    this.malformed = malformed;
  }

  // tag::serve[]
  @Override
  void serve(Socket socket, Deadline deadline) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    var decoder = new Utf8Decoder(PIECE, malformed);
    var in = socket.getInputStream();
    var piece = new byte[PIECE];
    for (int count = in.read(piece); count != -1; count = in.read(piece)) {
      deadline.restart();
      var wrong = new String(piece, 0, count, UTF_8); // <1>
      var right = decoder.decode(piece, count); // <2>
      print(hex(piece, count), wrong, right);
      socket.getOutputStream().write(right.text().getBytes(UTF_8)); // <3>
      if (right.malformed().isPresent()) {
        throw new IOException(where("malformed UTF-8", right.malformed().get()));
      }
    }
    var last = decoder.end(); // <4>
    socket.getOutputStream().write(last.text().getBytes(UTF_8));
    if (last.malformed().isPresent()) {
      throw new IOException(where("truncated UTF-8", last.malformed().get()));
    }
    out.println("the client has ended");
  }

  // end::serve[]

  private void print(String hex, String wrong, Utf8Decoder.Decoded right) {
    var kept = right.kept() == 0 ? "" : " (" + right.kept() + " left over)";
    out.println(
        "%s%n  alone: %s%n  whole: %s%s"
            .formatted(hex, Printable.text(wrong), Printable.text(right.text()), kept));
  }

  private static String hex(byte[] piece, int count) {
    int shown = Math.min(count, SHOWN);
    var hex = HexFormat.ofDelimiter(" ").formatHex(piece, 0, shown);
    return "%d bytes: %s%s".formatted(count, hex, shown < count ? " ..." : "");
  }

  private static String where(String what, Utf8Decoder.Malformed malformed) {
    return "%s at byte %d (length %d)".formatted(what, malformed.position(), malformed.length());
  }
}
