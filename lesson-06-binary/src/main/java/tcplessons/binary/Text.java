package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.CodingErrorAction;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Decodes UTF-8 that arrives in chunks, prints it, and sends the text back; or is a {@link
 * TextClient}. "Alone", the wrong way, decodes each read on its own. "Whole", the right way, keeps
 * the bytes of an incomplete character for the next read.
 */
@Command(
    name = "text",
    description = "UTF-8 in pieces: each read on its own, and what is left over kept.")
final class Text implements Callable<Integer> {

  /** Each read is decoded, printed and dropped, so a line may have any length. */
  private static final int READ_BYTES_MAX = 1024;

  private static final int PRINTED_BYTES_MAX = 16;

  @Mixin EndpointOptions endpoint = new EndpointOptions(6008);

  @Option(
      names = "--replace",
      description = "U+FFFD for what is malformed, instead of an error with its position.")
  boolean replace;

  @Option(
      names = "--send",
      paramLabel = "TEXT",
      arity = "0..1",
      fallbackValue = "안녕하세요",
      converter = TextConverter.class,
      description = "Connect and send this text, ${FALLBACK-VALUE} by default.")
  String text;

  @Option(
      names = "--send-every-byte",
      description = "Connect and send the bytes 00 to ff, which are no text.")
  boolean everyByte;

  @Option(
      names = "--cut",
      paramLabel = "N",
      description = "With --send: in pieces of N bytes. Default: in one.")
  int chunkBytes = Integer.MAX_VALUE;

  @Option(
      names = "--pause",
      paramLabel = "TIME",
      description = "Between two pieces (${DEFAULT-VALUE}).")
  Duration pause = Duration.ofMillis(500);

  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    if (text != null && everyByte) {
      throw endpoint.wrongUsage("--send or --send-every-byte, not both");
    }
    if (chunkBytes < 1) {
      throw endpoint.wrongUsage("'" + chunkBytes + "' is not a number of bytes (1 to 2147483647)");
    }
    if (text == null && !everyByte) {
      try (var server = new TcpServer(endpoint.open(), this::serve, out, err)) {
        server.run();
      }
    } else {
      var sent = everyByte ? TextClient.everyByte() : text.getBytes(UTF_8);
      var client = new TextClient(sent, chunkBytes, pause, out);
      endpoint.connect(
          socket -> MessageDeadline.enforce(socket, endpoint.idleTimeout, "byte", client::send),
          out);
    }
    return 0;
  }

  private void serve(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    MessageDeadline.enforce(socket, endpoint.idleTimeout, "byte", this::decode);
  }

  // tag::decode[]
  private void decode(Socket socket, MessageDeadline deadline) throws IOException {
    var malformed = replace ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
    var decoder = new Utf8Decoder(READ_BYTES_MAX, malformed);
    var in = socket.getInputStream();
    var chunk = new byte[READ_BYTES_MAX];
    for (int count = in.read(chunk); count != -1; count = in.read(chunk)) {
      deadline.restart(); // <1>
      var alone = new String(chunk, 0, count, UTF_8); // <2>
      var whole = decoder.decode(chunk, count); // <3>
      print(hex(chunk, count), alone, whole);
      socket.getOutputStream().write(whole.text().getBytes(UTF_8)); // <4>
      if (whole.malformed().isPresent()) {
        throw new IOException(describe("malformed UTF-8", whole.malformed().get()));
      }
    }
    // end::decode[]
    var last = decoder.finish();
    socket.getOutputStream().write(last.text().getBytes(UTF_8));
    if (last.malformed().isPresent()) {
      throw new IOException(describe("truncated UTF-8", last.malformed().get()));
    }
    out.println("the client has ended");
  }

  private void print(String hex, String alone, Utf8Decoder.Decoded whole) {
    int pending = whole.pendingBytes();
    out.println(
        "%s%n  alone: %s%n  whole: %s%s"
            .formatted(
                hex,
                Excerpt.of(alone),
                Excerpt.of(whole.text()),
                pending == 0 ? "" : " (" + pending + " left over)"));
  }

  private static String hex(byte[] chunk, int count) {
    int printed = Math.min(count, PRINTED_BYTES_MAX);
    var hex = HexFormat.ofDelimiter(" ").formatHex(chunk, 0, printed);
    return "%d bytes: %s%s".formatted(count, hex, printed < count ? " ..." : "");
  }

  private static String describe(String error, Utf8Decoder.Malformed malformed) {
    return "%s at byte %d (length %d)".formatted(error, malformed.position(), malformed.length());
  }
}
