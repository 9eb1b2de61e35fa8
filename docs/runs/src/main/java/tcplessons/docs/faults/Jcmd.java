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
 * Executes commands of jcmd(1) in another JVM, through the same socket as jcmd but without starting
 * a JVM for each command.
 *
 * @param pid of a JVM of the same user on this machine
 */
record Jcmd(long pid) {

  /**
   * Returns the output of a command such as {@code GC.class_histogram}.
   *
   * @throws IOException if the JVM cannot be reached, or rejects the command
   */
  String execute(String command) throws IOException {
    var address = UnixDomainSocketAddress.of(attachSocket());
    try (var channel = SocketChannel.open(address)) {
      var out = Channels.newOutputStream(channel);
      // HotSpot's attach protocol, version 1: the command and three arguments.
      out.write(("1\0jcmd\0" + command + "\0\0\0").getBytes(UTF_8));
      var response = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
      if (!response.startsWith("0\n")) {
        throw new IOException("jcmd " + pid + " " + command + ": " + response);
      }
      return response.substring(2);
    }
  }

  private Path attachSocket() throws IOException {
    var socket = Path.of("/proc", "" + pid, "root", "tmp", ".java_pid" + pid);
    if (!Files.exists(socket)) {
      try {
        VirtualMachine.attach(Long.toString(pid)).detach(); // makes the JVM create it
      } catch (AttachNotSupportedException e) {
        throw new IOException("JVM " + pid + " cannot be attached to: " + e.getMessage(), e);
      }
    }
    return socket;
  }
}
