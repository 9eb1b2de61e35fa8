package tcplessons.docs.failures;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tcplessons.docs.kit.LoopbackServer;

/** A condition under which a call fails. Its name is the key of its text on the page. */
enum ErrorCondition {
  CONNECTION_REFUSED {
    @Override
    Target create() throws IOException {
      // A listener on another address keeps the port, so that no other process can get it.
      var elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.3"));
      return Target.of("127.0.0.2", elsewhere.getLocalPort(), elsewhere);
    }
  },

  NO_SYN_RESPONSE(true) {
    @Override
    Target create() throws IOException {
      return DisconnectedHost.shared().target(DisconnectedHost.NO_TCP_RESPONSE_ADDRESS, 5000);
    }
  },

  NO_ARP_RESPONSE(true) {
    @Override
    Target create() throws IOException {
      return DisconnectedHost.shared().target(DisconnectedHost.NO_ARP_RESPONSE_ADDRESS, 5000);
    }
  },

  NO_ROUTE(true) {
    @Override
    Target create() throws IOException {
      return DisconnectedHost.shared().target(DisconnectedHost.UNROUTED_ADDRESS, 5000);
    }
  },

  NAME_UNKNOWN(true) {
    @Override
    Target create() throws IOException {
      return DisconnectedHost.shared()
          .resolving("hosts: files", "")
          .target("no-such-host.invalid", 5000);
    }
  },

  NAME_SERVER_UNREACHABLE(true) {
    @Override
    Target create() throws IOException {
      return DisconnectedHost.shared()
          .resolving("hosts: files dns", "nameserver 127.0.0.1")
          .target("no-such-host.invalid", 5000);
    }
  },

  PORT_TOO_LARGE {
    @Override
    Target create() {
      return Target.of(LoopbackServer.HOST, 70000, () -> {});
    }
  },

  PORT_UNSAFE {
    @Override
    Target create() {
      return Target.of(LoopbackServer.HOST, 6000, () -> {});
    }
  },

  PORT_TAKEN {
    @Override
    Target create() throws IOException {
      return serve(ErrorCondition::awaitRequest);
    }
  },

  ADDRESS_NOT_LOCAL {
    @Override
    Target create() {
      // An address of the block for documentation: RFC 5737.
      return Target.of("192.0.2.1", 5000, () -> {});
    }
  },

  PRIVILEGED_PORT(true) {
    @Override
    Target create() throws IOException {
      return DisconnectedHost.shared().withoutPrivileges().target(LoopbackServer.HOST, 80);
    }
  },

  PORTS_USED_UP(true) {
    @Override
    Target create() throws IOException {
      return DisconnectedHost.shared().withOneEphemeralPort();
    }
  },

  DESCRIPTORS_USED_UP {
    @Override
    Target create() throws IOException {
      var server = serve(ErrorCondition::awaitRequest);
      var limit = List.of("sh", "-c", "ulimit -n 100; exec \"$@\"", "sh");
      return new Target(server.host(), server.port(), limit, server);
    }
  },

  PEER_SILENT {
    @Override
    Target create() throws IOException {
      return serve(_ -> {});
    }
  },

  PEER_RESETS {
    @Override
    Target create() throws IOException {
      return serve(client -> {
        awaitRequest(client);
        client.setSoLinger(true, 0);
        client.close();
      });
    }
  },

  PEER_SENDS_FIN {
    @Override
    Target create() throws IOException {
      return serve(client -> {
        awaitRequest(client);
        client.close();
      });
    }
  },

  PEER_CLOSED {
    @Override
    Target create() throws IOException {
      return serve(client -> client.close());
    }
  },

  ANSWER_CUT_SHORT {
    @Override
    Target create() throws IOException {
      return responding("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntest");
    }
  },

  ANSWER_NOT_HTTP {
    @Override
    Target create() throws IOException {
      return responding("test");
    }
  },

  RESPONSE_IN_PLAINTEXT {
    @Override
    Target create() throws IOException {
      return responding("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    }
  };

  private static final int REQUEST_BYTES_MAX = 8192;

  private final boolean needsNamespace;

  ErrorCondition() {
    this(false);
  }

  ErrorCondition(boolean needsNamespace) {
    this.needsNamespace = needsNamespace;
  }

  abstract Target create() throws IOException;

  /** Why it cannot be created on this machine. */
  Optional<String> missing() {
    return needsNamespace ? DisconnectedHost.missing() : Optional.empty();
  }

  private static Target serve(LoopbackServer.Handler handler) throws IOException {
    var server = LoopbackServer.start(handler);
    return Target.of(LoopbackServer.HOST, server.port(), server);
  }

  /** Waits for a request, or for its first byte. */
  private static void awaitRequest(Socket client) throws IOException {
    client.getInputStream().read(new byte[REQUEST_BYTES_MAX]);
  }

  private static Target responding(String text) throws IOException {
    return serve(client -> {
      awaitRequest(client);
      client.getOutputStream().write(text.getBytes(US_ASCII));
      client.close();
    });
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
