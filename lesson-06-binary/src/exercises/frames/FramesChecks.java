import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Frames come back, however they are cut; lengths that are not allowed end the connection. */
final class FramesChecks extends ServerChecks {

  private static final int PAYLOAD_BYTES_MAX = 1 << 20;
  private static final String LIMIT = "a payload has at most 1048576 bytes";

  @Override
  protected void checks() {
    check("one frame", peer -> comesBack(peer, frame(Bytes.utf8(word()))));

    check(
        "a frame in pieces",
        peer -> {
          var frame = frame(Bytes.utf8("kiwi"));
          peer.sendInPieces(frame, 1 + random().nextInt(3), 3);
          peer.expect(frame);
          peer.sendByteByByte(frame);
          peer.expect(frame);
        });

    check(
        "two frames in one piece",
        peer -> {
          var frames = Bytes.join(frame(Bytes.utf8(word())), frame(Bytes.utf8(word())));
          comesBack(peer, frames);
        });

    check(
        "an empty frame",
        peer -> {
          comesBack(peer, frame(new byte[0]));
          comesBack(peer, frame(Bytes.utf8(word())));
        });

    check(
        "1 MiB",
        peer -> {
          var frame = frame(randomBytes(PAYLOAD_BYTES_MAX));
          peer.sendInBackground(frame);
          peer.expect(frame);
        });

    check(
        "FIN within a frame",
        peer -> {
          var sent = Bytes.join(Bytes.bigEndian(1000), Bytes.utf8(word()));
          peer.send(sent);
          peer.finish();
          var came = peer.receiveUntilClosed("the client has sent its FIN");
          peer.that(Bytes.begins(sent, came), "no byte comes that the client has not sent");
        });

    check(
        "a negative length",
        peer -> {
          comesBack(peer, frame(Bytes.utf8(word())));
          peer.send(Bytes.bigEndian(-1 - random().nextInt(1000)));
          peer.expectClosed("a length is not negative");
        });

    check(
        "1 MiB and 1 byte",
        peer -> {
          peer.send(Bytes.bigEndian(PAYLOAD_BYTES_MAX + 1));
          peer.expectClosed(LIMIT);
        });

    check(
        "2 GiB",
        peer -> {
          peer.send(Bytes.bigEndian(Integer.MAX_VALUE));
          peer.expectClosed(LIMIT);
          memoryIsLeft("a length is no reason to allocate");
          comesBack(connect(), frame(Bytes.utf8(word())));
        });
  }

  private static byte[] frame(byte[] payload) {
    return Bytes.join(Bytes.bigEndian(payload.length), payload);
  }

  private static void comesBack(Connection peer, byte[] frame) {
    peer.send(frame);
    peer.expect(frame);
  }
}
