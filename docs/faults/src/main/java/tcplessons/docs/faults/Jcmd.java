package tcplessons.docs.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Asks a JVM what jcmd(1) asks, through the same socket, without starting a JVM for each question.
 *
 * @param pid of a JVM on this machine, of the same user
 */
record Jcmd(long pid) {

  /**
   * What the JVM answers to a command of jcmd(1), such as {@code GC.class_histogram}.
   *
   * @throws IOException if it cannot be asked
   */
  String ask(String command) throws IOException {
    var address = UnixDomainSocketAddress.of(door());
    try (var channel = SocketChannel.open(address)) {
      var out = Channels.newOutputStream(channel);
      // HotSpot's attach protocol, version 1: the command and three arguments.
      out.write(("1\0jcmd\0" + command + "\0\0\0").getBytes(UTF_8));
      var answer = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
      if (!answer.startsWith("0\n")) {
        throw new IOException("jcmd " + pid + " " + command + ": " + answer);
      }
      return answer.substring(2);
    }
  }

  private Path door() throws IOException {
    var door = Path.of("/proc/" + pid + "/root/tmp/.java_pid" + pid);
    if (!Files.exists(door)) {
      try {
        VirtualMachine.attach(Long.toString(pid)).detach(); // the JVM opens it
      } catch (AttachNotSupportedException e) {
        throw new IOException("JVM " + pid + " cannot be asked: " + e.getMessage(), e);
      }
    }
    return door;
  }
}
