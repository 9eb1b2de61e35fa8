package tcplessons.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static tcplessons.http.Status.CONTENT_TOO_LARGE;
import static tcplessons.http.Status.SERVICE_UNAVAILABLE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import tcplessons.http.ParseResult.Complete;
import tcplessons.http.ParseResult.Incomplete;
import tcplessons.http.ParseResult.Malformed;

/** Reads complete requests: it calls the parsers until one of them has all the bytes it needs. */
final class RequestReader {

  /** Decides whether the body of a client that waits for 100 (Continue) is wanted. */
  interface ContinueSender {
    /**
     * Sends the interim response 100 (Continue), RFC 9110 section 15.2.1, if the body is wanted.
     *
     * @return whether it was sent. If not, the body is not read
     */
    boolean sendContinue(Head head) throws IOException;
  }

  private static final byte[] NO_BODY = {};

  /**
   * The buffer of a body that is being read, the request's array, and a response that repeats it.
   */
  private static final int BODY_COPIES = 3;

  private final InputBuffer input;
  private final Limits limits;
  private final HeadParser headParser;
  private final ChunkLineParser chunkLineParser;
  private final FieldParser trailerParser;
  private final BufferMemory memory = new BufferMemory();

  /** Empty until the head is complete. */
  private String method = "";

  RequestReader(InputBuffer input, Limits limits) {
    this.input = input;
    this.limits = limits;
    headParser = new HeadParser(limits);
    chunkLineParser = new ChunkLineParser(limits);
    trailerParser = new FieldParser(limits);
  }

  /**
   * Waits without a timeout until a request begins. One empty line before it does not begin it:
   * some clients send CRLF after a body (RFC 9112 section 2.2).
   *
   * @return false at EOF
   */
  boolean awaitRequest() throws IOException {
    boolean more = input.awaitByte();
    while (more && input.isEmptyLine()) {
      more = input.awaitMore();
    }
    return more;
  }

  /** The method of the request that was read last, also if it was refused; empty if unknown. */
  String method() {
    return method.isEmpty() ? HeadParser.method(input.bytes(), input.from(), input.to()) : method;
  }

  // tag::read[]
  Request read(ContinueSender sender) throws IOException, HttpError {
    long headDeadline = System.nanoTime() + limits.headTime.toNanos(); // <1>
    method = "";
    var head = await(headParser::parse, headDeadline);
    method = head.method();
    if (head.framing() instanceof Framing.Length(int bytes) && bytes == 0) {
      return new Request(head, NO_BODY);
    }
    if (head.expectsContinue() && input.size() == 0 && !sender.sendContinue(head)) { // <2>
      return new Request(head, NO_BODY);
    }
    var body = new BodyReader();
    switch (head.framing()) { // <3>
      case Framing.Length(int bytes) -> body.read(bytes);
      case Framing.Chunked() -> body.readChunks();
    }
    return new Request(head, body.bytes.toByteArray());
  }

  // end::read[]

  private interface Parser<T> {
    ParseResult<T> parse(byte[] bytes, int from, int to);
  }

  // tag::await[]
  private <T> T await(Parser<T> parser, long deadline) throws IOException, HttpError {
    for (boolean more = true; more; more = input.readMoreLines(deadline)) { // <1>
      switch (parser.parse(input.bytes(), input.from(), input.to())) {
        case Complete<T>(T value, int length) -> {
          input.consume(length); // <2>
          return value;
        }
        case Incomplete<T>() -> {}
        case Malformed<T>(Status status, String reason) -> throw new HttpError(status, reason);
      }
    }
    throw prematureEof();
  }

  // end::await[]

  private static HttpError prematureEof() {
    return HttpError.badRequest("it ends in the middle");
  }

  /** The last request's body is not used any more. */
  void releaseBody() {
    memory.close();
  }

  /** The body that is being read. It uses memory only for the bytes that have arrived. */
  private final class BodyReader {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long startedAt = System.nanoTime();

    void read(int count) throws IOException, HttpError {
      for (int left = count; left > 0; ) {
        if (input.size() == 0) {
          readMore();
        }
        int available = Math.min(left, input.size());
        if (!memory.reserve(BODY_COPIES * available)) {
          throw new HttpError(
              SERVICE_UNAVAILABLE, "the bodies of all requests need too much memory");
        }
        bytes.write(input.bytes(), input.from(), available);
        input.consume(available);
        left -= available;
      }
    }

    // tag::chunks[]
    void readChunks() throws IOException, HttpError {
      long size = await(chunkLineParser::parse, deadline());
      while (size > 0) {
        if (bytes.size() + size > limits.maxBodyBytes) { // <1>
          throw new HttpError(CONTENT_TOO_LARGE, "more than " + limits.maxBodyBytes + " bytes");
        }
        read((int) size);
        readLineEnd();
        size = await(chunkLineParser::parse, deadline());
      }
      await(trailerParser::parse, deadline()); // <2>
    }

    // end::chunks[]

    private void readLineEnd() throws IOException, HttpError {
      while (input.size() < 2) {
        readMore();
      }
      byte[] b = input.bytes();
      if (b[input.from()] != '\r' || b[input.from() + 1] != '\n') {
        throw HttpError.badRequest("a chunk that is not as long as its size says");
      }
      input.consume(2);
    }

    private void readMore() throws IOException, HttpError {
      if (!input.readMore(deadline())) {
        throw prematureEof();
      }
    }

    /** The bytes that have arrived extend it. */
    private long deadline() {
      long extension = SECONDS.toNanos(bytes.size()) / limits.minBytesPerSecond;
      return startedAt + limits.bodyTime.toNanos() + extension;
    }
  }
}
