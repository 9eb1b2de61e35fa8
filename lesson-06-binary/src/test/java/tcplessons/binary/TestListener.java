package tcplessons.binary;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The other side of a step's connection on 127.0.0.1. */
final class TestListener {

  private TestListener() {}

  /** A listener for one client step; accept() has a timeout. */
  static ServerSocket listen() throws IOException {
    var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    listener.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
    return listener;
  }

  /** The line that a server prints about an error on this client's connection. */
  static String errorLine(Socket client, String error) {
    return "connection from 127.0.0.1:" + client.getLocalPort() + ": " + error;
  }
}
