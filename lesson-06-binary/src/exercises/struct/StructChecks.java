import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tcplessons.grader.Bytes;
import tcplessons.grader.ClientChecks;
import tcplessons.grader.Connection;

/** Structs as they lie in the memory of a C++ program, with whatever their padding contains. */
final class StructChecks extends ClientChecks {

  private static final int SIZE = 24;
  private static final String LONGEST = "fifteen letters";

  private record Struct(char a, int b, String c) {

    /** The bytes of memory that the struct does not set are not zero. */
    byte[] bytes() {
      var bytes = ByteBuffer.wrap(Bytes.utf8("letmein!letmein!letmein!"));
      bytes.order(ByteOrder.LITTLE_ENDIAN).put(0, (byte) a).putInt(4, b).put(8, Bytes.utf8(c));
      return c.length() == 15 ? bytes.array() : bytes.put(8 + c.length(), (byte) 0).array();
    }

    String line() {
      return a + " " + b + " " + c + "\n";
    }
  }

  @Override
  protected void checks() {
    check("one struct", server -> printed(server, new Struct('A', 0, word())));

    check("a small number", server -> printed(server, struct(1 + random().nextInt(100))));

    check("300, two bytes", server -> printed(server, struct(300)));

    check("a negative number", server -> printed(server, struct(-2 - random().nextInt(100_000))));

    check("15 letters", server -> printed(server, new Struct('B', 1000, LONGEST)));

    check(
        "three structs in pieces",
        server -> {
          var one = struct(random().nextInt());
          var two = struct(random().nextInt());
          var three = struct(random().nextInt());
          server.sendInPieces(Bytes.join(one.bytes(), two.bytes(), three.bytes()), 30, 1, 3);
          server.finish();
          expectOutput(one.line() + two.line() + three.line());
          expectExit(0);
        });

    check(
        "a truncated struct",
        server -> {
          var one = struct(random().nextInt());
          int length = 1 + random().nextInt(SIZE - 1);
          server.send(Bytes.join(one.bytes(), Bytes.part(struct(300).bytes(), 0, length)));
          server.finish();
          expectExit(1);
          expectOutput(one.line());
          expectOneErrorLine();
        });
  }

  private Struct struct(int b) {
    return new Struct((char) ('A' + random().nextInt(26)), b, word());
  }

  private void printed(Connection server, Struct struct) {
    server.send(struct.bytes());
    server.finish();
    expectOutput(struct.line());
    expectExit(0);
  }
}
