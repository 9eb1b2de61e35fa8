package tcplessons.keepalive;

import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * How a kernel asks a silent peer whether it is still there: RFC 1122, section 4.2.3.6, and tcp(7).
 *
 * @param on whether it asks at all; off unless a program turns it on
 * @param idle the silence before the first probe, in whole seconds
 * @param interval the time between probes that nobody answers, in whole seconds
 * @param count how many unanswered probes make a connection dead
 */
record KeepAlive(boolean on, Duration idle, Duration interval, int count) {

  // tag::set[]
  /** Sets all four on a socket. */
  void set(Socket socket) throws IOException {
    socket.setOption(SO_KEEPALIVE, on); // <1>
    socket.setOption(TCP_KEEPIDLE, (int) idle.toSeconds()); // <2>
    socket.setOption(TCP_KEEPINTERVAL, (int) interval.toSeconds());
    socket.setOption(TCP_KEEPCOUNT, count);
  }

  /** What is in force on a socket, whoever set it. */
  static KeepAlive of(Socket socket) throws IOException {
    return new KeepAlive(
        socket.getOption(SO_KEEPALIVE),
        Duration.ofSeconds(socket.getOption(TCP_KEEPIDLE)),
        Duration.ofSeconds(socket.getOption(TCP_KEEPINTERVAL)),
        socket.getOption(TCP_KEEPCOUNT));
  }

  // end::set[]

  @Override
  public String toString() {
    return "keep-alive %s, idle %d s, interval %d s, count %d"
        .formatted(on ? "on" : "off", idle.toSeconds(), interval.toSeconds(), count);
  }
}
