package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A connection without a socket: these bytes come, cut in a certain way, and then the end. */
final class Pieces implements Incoming.Source {

  private final byte[] bytes;
  private final IntUnaryOperator cutting;
  private int at;

  /** The most that a read has offered room for: what the reader was ready to keep. */
  private int mostRoom;

  /**
   * @param cutting how many bytes come at most, at each position
   */
  Pieces(byte[] bytes, IntUnaryOperator cutting) {
    this.bytes = bytes;
    this.cutting = cutting;
  }

  static Pieces whole(byte[] bytes) {
    return new Pieces(bytes, _ -> Integer.MAX_VALUE);
  }

  static Pieces of(String text) {
    return whole(text.getBytes(ISO_8859_1));
  }

  static Pieces ofSize(int size, byte[] bytes) {
    return new Pieces(bytes, _ -> size);
  }

  static Pieces cutAt(int position, byte[] bytes) {
    return new Pieces(bytes, at -> at < position ? position - at : Integer.MAX_VALUE);
  }

  @Override
  public int read(byte[] into, int where, int length, int millis) {
    mostRoom = Math.max(mostRoom, into.length);
    if (at == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(length, bytes.length - at), cutting.applyAsInt(at));
    System.arraycopy(bytes, at, into, where, count);
    at += count;
    return count;
  }

  int mostRoom() {
    return mostRoom;
  }

  /** What an echo server would answer: a status for each request, and what ended it. */
  List<String> answers(Limits limits) {
    var answers = new ArrayList<String>();
    var incoming = new Incoming(this);
    var reader = new RequestReader(incoming, limits);
    try {
      boolean keepsAlive = true;
      while (keepsAlive && incoming.await()) {
        keepsAlive = reader.read(() -> {}).head().keepsAlive();
        answers.add("200");
      }
    } catch (Refused e) {
      answers.add(e.status().toString().substring(0, 3));
    } catch (java.io.IOException e) {
      throw new AssertionError("there is no socket here", e);
    }
    return answers;
  }
}
