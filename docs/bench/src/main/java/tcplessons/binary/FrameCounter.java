package tcplessons.binary;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Counts the frames of a connection with the classes of lesson 06, or only copies the bytes, and
 * sends the number at EOF: {@code frames PORT} or {@code copy PORT}.
 */
final class FrameCounter {

  private static final int COPY_BYTES = 64 * 1024;

  private interface Counter {
    long count(Socket socket) throws IOException;
  }

  void main(String[] args) throws IOException {
    Counter counter = args[0].equals("copy") ? FrameCounter::copy : FrameCounter::countFrames;
    int port = Integer.parseInt(args[1]);
    try (var listener = new ServerSocket(port, 0, InetAddress.getLoopbackAddress())) {
      while (true) {
        try (var socket = listener.accept()) {
          var count = counter.count(socket) + "\n";
          socket.getOutputStream().write(count.getBytes(US_ASCII));
        }
      }
    }
  }

  private static long countFrames(Socket socket) throws IOException {
    var reader = new FrameReader(FrameReader.DEFAULT_PAYLOAD_BYTES_MAX);
    try (var frames = new FrameInput(socket.getInputStream(), reader)) {
      long count = 0;
      while (frames.next().isPresent()) {
        count++;
      }
      return count;
    }
  }

  private static long copy(Socket socket) throws IOException {
    var bytes = new byte[COPY_BYTES];
    long count = 0;
    int read;
    while ((read = socket.getInputStream().read(bytes)) != -1) {
      count += read;
    }
    return count;
  }
}
