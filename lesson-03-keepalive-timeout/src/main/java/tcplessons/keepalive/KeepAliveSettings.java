package tcplessons.keepalive;

import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.util.Locale.ROOT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * The socket options that control keep-alive probes: RFC 1122 section 4.2.3.6, RFC 9293 section
 * 3.8.4, and tcp(7).
 *
 * @param on whether the kernel sends probes; off by default, as RFC 1122 demands
 * @param idle how long the connection is idle before the first probe, in whole seconds
 * @param interval the time between unanswered probes, in whole seconds
 * @param count after how many unanswered probes the kernel resets the connection
 */
record KeepAliveSettings(boolean on, Duration idle, Duration interval, int count) {

  // tag::set[]
  /** Sets all four options of a socket. */
  void set(Socket socket) throws IOException {
    socket.setOption(SO_KEEPALIVE, on); // <1>
    socket.setOption(TCP_KEEPIDLE, Math.toIntExact(idle.toSeconds())); // <2>
    socket.setOption(TCP_KEEPINTERVAL, Math.toIntExact(interval.toSeconds()));
    socket.setOption(TCP_KEEPCOUNT, count);
  }

  // end::set[]

  /** The values that the kernel uses for a socket. */
  static KeepAliveSettings of(Socket socket) throws IOException {
    return new KeepAliveSettings(
        socket.getOption(SO_KEEPALIVE),
        Duration.ofSeconds(socket.getOption(TCP_KEEPIDLE)),
        Duration.ofSeconds(socket.getOption(TCP_KEEPINTERVAL)),
        socket.getOption(TCP_KEEPCOUNT));
  }

  @Override
  public String toString() {
    var state = on ? "on" : "off";
    return String.format(
        ROOT,
        "keep-alive %s, idle %d s, interval %d s, count %d",
        state,
        idle.toSeconds(),
        interval.toSeconds(),
        count);
  }
}
