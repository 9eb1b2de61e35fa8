package tcplessons.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static tcplessons.http.Status.CONTENT_TOO_LARGE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import tcplessons.http.Parsed.Complete;
import tcplessons.http.Parsed.Incomplete;
import tcplessons.http.Parsed.Malformed;

/** Reads requests to their end, however they are cut: the parsers' answers, made into a loop. */
final class RequestReader {

  /** Tells the client that its body is welcome. */
  interface Inviting {
    void invite() throws IOException;
  }

  private static final byte[] NO_BODY = {};

  private final Incoming incoming;
  private final Limits limits;
  private final HeadParser headParser;
  private final ChunkLineParser chunkLineParser;
  private final FieldParser trailerParser;

  RequestReader(Incoming incoming, Limits limits) {
    this.incoming = incoming;
    this.limits = limits;
    headParser = new HeadParser(limits);
    chunkLineParser = new ChunkLineParser(limits);
    trailerParser = new FieldParser(limits);
  }

  // tag::read[]
  Request read(Inviting inviting) throws IOException, Refused {
    long headUntil = System.nanoTime() + limits.headTime().toNanos(); // <1>
    var head = await(headParser::parse, headUntil);
    if (head.framing() instanceof Framing.Length(int bytes) && bytes == 0) {
      return new Request(head, NO_BODY);
    }
    if (head.expectsContinue() && incoming.size() == 0) { // <2>
      inviting.invite();
    }
    var body = new Body();
    switch (head.framing()) { // <3>
      case Framing.Length(int bytes) -> body.take(bytes);
      case Framing.Chunked() -> body.takeChunks();
    }
    return new Request(head, body.bytes.toByteArray());
  }

  // end::read[]

  private interface Parsing<T> {
    Parsed<T> parse(byte[] bytes, int from, int to);
  }

  // tag::await[]
  private <T> T await(Parsing<T> parser, long until) throws IOException, Refused {
    for (boolean more = true; more; more = incoming.readMoreLines(until)) { // <1>
      switch (parser.parse(incoming.bytes(), incoming.from(), incoming.to())) {
        case Complete<T>(T value, int taken) -> {
          incoming.take(taken); // <2>
          return value;
        }
        case Incomplete<T>() -> {}
        case Malformed<T>(Status status, String why) -> throw new Refused(status, why);
      }
    }
    throw cutOff();
  }

  // end::await[]

  private static Refused cutOff() {
    return Refused.malformed("it ends in the middle");
  }

  /** A body that is coming. It has no more memory than has come of it. */
  private final class Body {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long began = System.nanoTime();

    void take(int count) throws IOException, Refused {
      for (int left = count; left > 0; ) {
        if (incoming.size() == 0) {
          readMore();
        }
        int some = Math.min(left, incoming.size());
        bytes.write(incoming.bytes(), incoming.from(), some);
        incoming.take(some);
        left -= some;
      }
    }

    // tag::chunks[]
    void takeChunks() throws IOException, Refused {
      long size = await(chunkLineParser::parse, until());
      while (size > 0) {
        if (bytes.size() + size > limits.bodyBytes()) { // <1>
          throw new Refused(CONTENT_TOO_LARGE, "more than " + limits.bodyBytes() + " bytes");
        }
        take((int) size);
        takeLineEnd();
        size = await(chunkLineParser::parse, until());
      }
      await(trailerParser::parse, until()); // <2>
    }

    // end::chunks[]

    private void takeLineEnd() throws IOException, Refused {
      while (incoming.size() < 2) {
        readMore();
      }
      byte[] b = incoming.bytes();
      if (b[incoming.from()] != '\r' || b[incoming.from() + 1] != '\n') {
        throw Refused.malformed("a chunk that is not as long as its size says");
      }
      incoming.take(2);
    }

    private void readMore() throws IOException, Refused {
      if (!incoming.readMore(until())) {
        throw cutOff();
      }
    }

    /** What has come lengthens the time for the rest. */
    private long until() {
      long earned = SECONDS.toNanos(bytes.size()) / limits.bytesPerSecond();
      return began + limits.bodyTime().toNanos() + earned;
    }
  }
}
