package tcplessons.docs.runs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A long cable: a process with two TAP devices that copies each Ethernet frame from one to the
 * other after a delay, and as many bytes per second as the cable can carry. Frames that come faster
 * wait in a queue, as in front of a slow router. Linux can do this itself with netem and tbf, but
 * not every kernel has them.
 *
 * <p>Run it inside the network namespace of the devices, with {@code
 * --enable-native-access=ALL-UNNAMED}: Java has no API for ioctl(2). The devices exist as long as
 * the process.
 */
final class DelayedLink {

  /** With Ethernet and VLAN headers; a TAP device has an MTU of 1500. */
  private static final int FRAME_BYTES_MAX = 2048;

  private static final int O_RDWR = 2;

  // linux/if_tun.h: struct ifreq has a name of 16 bytes, then the flags.
  private static final long TUNSETIFF = 0x4004_54CAL;
  private static final short IFF_TAP = 0x0002;
  private static final short IFF_NO_PI = 0x1000;
  private static final int IFREQ_BYTES = 40;
  private static final int IFREQ_FLAGS_AT = 16;

  private static final MethodHandle OPEN = function("open", 2, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle IOCTL =
      function("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle READ =
      function("read", 3, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      function("write", 3, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);

  private record DelayedFrame(long due, byte[] bytes) {}

  private DelayedLink() {}

  /**
   * The arguments are the names of the two devices, and the delay and the bytes per second of each
   * direction.
   */
  public static void main(String[] args) throws IOException {
    int one = createDevice(args[0]);
    int other = createDevice(args[1]);
    var delay = Duration.parse(args[2]);
    int bytesPerSecond = Integer.parseInt(args[3]);
    copy(one, other, delay, bytesPerSecond);
    copy(other, one, delay, bytesPerSecond);
    IO.println("up");
  }

  /** Two platform threads: a native call pins its carrier. */
  private static void copy(int from, int to, Duration delay, int bytesPerSecond) {
    var frames = new LinkedBlockingQueue<DelayedFrame>();
    Thread.ofPlatform().start(() -> read(from, frames, delay.toNanos(), bytesPerSecond));
    Thread.ofPlatform().start(() -> write(to, frames));
  }

  private static void read(
      int device, BlockingQueue<DelayedFrame> frames, long delayNanos, int bytesPerSecond) {
    var buffer = Arena.global().allocate(FRAME_BYTES_MAX);
    long free = System.nanoTime(); // when the last bit of the previous frame has left
    while (true) {
      long length = call(READ, device, buffer, buffer.byteSize());
      if (length > 0) {
        var bytes = buffer.asSlice(0, length).toArray(JAVA_BYTE);
        free = Math.max(free, System.nanoTime()) + length * 1_000_000_000 / bytesPerSecond;
        frames.add(new DelayedFrame(free + delayNanos, bytes));
      }
    }
  }

  private static void write(int device, BlockingQueue<DelayedFrame> frames) {
    var buffer = Arena.global().allocate(FRAME_BYTES_MAX);
    try {
      while (true) {
        var frame = frames.take();
        long wait = frame.due - System.nanoTime();
        while (wait > 0) {
          LockSupport.parkNanos(wait);
          wait = frame.due - System.nanoTime();
        }
        MemorySegment.copy(frame.bytes, 0, buffer, JAVA_BYTE, 0, frame.bytes.length);
        call(WRITE, device, buffer, (long) frame.bytes.length); // fails while the device is down
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int createDevice(String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      int device = (int) call(OPEN, arena.allocateFrom("/dev/net/tun"), O_RDWR);
      var request = arena.allocate(IFREQ_BYTES);
      request.setString(0, name);
      request.set(JAVA_SHORT, IFREQ_FLAGS_AT, (short) (IFF_TAP | IFF_NO_PI));
      if (device < 0 || call(IOCTL, device, TUNSETIFF, request) < 0) {
        throw new IOException("/dev/net/tun does not create the device " + name);
      }
      return device;
    }
  }

  @SuppressWarnings("restricted") // the function and its parameters are those of the C library
  private static MethodHandle function(
      String name, int fixedArguments, MemoryLayout result, MemoryLayout... parameters) {
    var linker = Linker.nativeLinker();
    var descriptor = FunctionDescriptor.of(result, parameters);
    var address = linker.defaultLookup().findOrThrow(name);
    return parameters.length > fixedArguments
        ? linker.downcallHandle(address, descriptor, Linker.Option.firstVariadicArg(fixedArguments))
        : linker.downcallHandle(address, descriptor);
  }

  private static long call(MethodHandle function, Object... arguments) {
    try {
      return ((Number) function.invokeWithArguments(arguments)).longValue();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
