package tcplessons.docs.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import tcplessons.docs.model.Measurements.Sample;

/** Frames a second on one connection, from the first byte until the server has counted the last. */
record FrameLoad(int payloadBytes, Duration duration) implements Load {

  private static final int LENGTH_BYTES = 4;
  private static final int BLOCK_BYTES_MIN = 64 * 1024;

  @Override
  public Sample measure(RunningServer server) throws IOException {
    var block = block();
    try (var channel = SocketChannel.open(server.address())) {
      long bytes = 0;
      long began = System.nanoTime();
      while (System.nanoTime() - began < duration.toNanos()) {
        block.rewind();
        while (block.hasRemaining()) {
          bytes += channel.write(block);
        }
      }
      channel.shutdownOutput();
      var response = new String(Channels.newInputStream(channel).readAllBytes(), US_ASCII).strip();
      double seconds = (System.nanoTime() - began) / 1e9;
      long frames = bytes / (LENGTH_BYTES + payloadBytes);
      long expected = server.name().equals(Servers.CEILING) ? bytes : frames;
      if (!response.equals("" + expected)) {
        throw new IOException(
            "%s has counted %s instead of %d".formatted(server.name(), response, expected));
      }
      return Sample.of(frames / seconds);
    }
  }

  /** As many whole frames as one write should have. */
  private ByteBuffer block() {
    int frames = Math.ceilDiv(BLOCK_BYTES_MIN, LENGTH_BYTES + payloadBytes);
    var block = ByteBuffer.allocateDirect(frames * (LENGTH_BYTES + payloadBytes));
    for (int at = 0; at < block.capacity(); at += LENGTH_BYTES + payloadBytes) {
      block.putInt(at, payloadBytes);
    }
    return block;
  }
}
