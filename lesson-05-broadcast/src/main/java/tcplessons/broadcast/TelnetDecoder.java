package tcplessons.broadcast;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Separates the Telnet commands in a client's bytes from its text: RFC 854 and RFC 855. It refuses
 * every option, and never touches a socket.
 *
 * <p>In UTF-8 no byte is 255, so what the server sends never looks like a command.
 */
final class TelnetDecoder {

  /** Options have at most some dozen bytes of parameters, such as a terminal's name. */
  static final int SUBNEGOTIATION_BYTES_MAX = 1024;

  /** The first byte of every command: "interpret as command". */
  private static final int IAC = 255;

  private static final int DONT = 254;
  private static final int DO = 253;
  private static final int WONT = 252;
  private static final int WILL = 251;

  /** The parameters of an option follow, up to IAC SE. */
  private static final int SB = 250;

  private static final int SE = 240;

  /** The smallest command: EOF, RFC 1184. */
  private static final int FIRST_COMMAND = 236;

  /** No command has begun. */
  private static final int TEXT = 0;

  /** The command of which more bytes follow, or TEXT. SE is an IAC among the bytes after SB. */
  private int state = TEXT;

  private int subnegotiationBytes;

  /**
   * Decodes the next bytes; a command may be split between two calls.
   *
   * @param text gets the bytes that belong to no command: at most one more than were received
   * @return the refusals to send, often none
   * @throws IOException if the parameters of an option are too long
   */
  // tag::decode[]
  byte[] decode(ByteBuffer received, ByteBuffer text) throws IOException {
    var refusals = new ByteArrayOutputStream(0);
    while (received.hasRemaining()) {
      int next = Byte.toUnsignedInt(received.get());
      switch (state) {
        case TEXT -> receiveText(next, text);
        case IAC -> receiveCommand(next, text);
        case DO -> refuse(WONT, next, refusals); // <1>
        case WILL -> refuse(DONT, next, refusals);
        case SB, SE -> skipParameter(next); // <2>
        default -> state = TEXT; // <3>
      }
    }
    return refusals.toByteArray();
  }

  // end::decode[]

  // tag::text[]
  private void receiveText(int next, ByteBuffer text) {
    if (next == IAC) {
      state = IAC;
    } else {
      text.put((byte) next);
    }
  }

  private void receiveCommand(int next, ByteBuffer text) {
    boolean hasParameter = next >= SB && next <= DONT;
    state = hasParameter ? next : TEXT;
    if (next == IAC) {
      text.put((byte) IAC); // <1>
    } else if (next < FIRST_COMMAND) {
      text.put((byte) IAC).put((byte) next); // <2>
    }
  }

  // end::text[]

  private void refuse(int refusal, int option, ByteArrayOutputStream refusals) {
    refusals.write(IAC);
    refusals.write(refusal);
    refusals.write(option);
    state = TEXT;
  }

  private void skipParameter(int next) throws IOException {
    boolean ends = state == SE && next == SE;
    boolean escapes = state == SB && next == IAC; // IAC SE ends it, IAC IAC is the byte 255
    subnegotiationBytes = ends ? 0 : subnegotiationBytes + 1;
    if (subnegotiationBytes > SUBNEGOTIATION_BYTES_MAX) {
      throw new IOException(
          "sent a Telnet option of more than " + SUBNEGOTIATION_BYTES_MAX + " bytes; disconnected");
    }
    state = ends ? TEXT : escapes ? SE : SB;
  }
}
