package tcplessons.docs.failures;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a program meets. */
enum Scene {
  NOBODY_LISTENS {
    @Override
    Place open() throws IOException {
      // The port is kept by a listener on another address, so that nobody else gets it.
      var elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.3"));
      return Place.at("127.0.0.2", elsewhere.getLocalPort(), elsewhere);
    }
  },

  HOST_SILENT(true) {
    @Override
    Place open() throws IOException {
      return Island.shared().place(Island.SILENT, 5000);
    }
  },

  HOST_OFF(true) {
    @Override
    Place open() throws IOException {
      return Island.shared().place(Island.OFF, 5000);
    }
  },

  NO_ROUTE(true) {
    @Override
    Place open() throws IOException {
      return Island.shared().place(Island.ELSEWHERE, 5000);
    }
  },

  NAME_UNKNOWN(true) {
    @Override
    Place open() throws IOException {
      return Island.shared().resolving("hosts: files", "").place("no-such-host.invalid", 5000);
    }
  },

  NAME_SERVER_AWAY(true) {
    @Override
    Place open() throws IOException {
      return Island.shared()
          .resolving("hosts: files dns", "nameserver 127.0.0.1")
          .place("no-such-host.invalid", 5000);
    }
  },

  PORT_TOO_LARGE {
    @Override
    Place open() {
      return Place.at(Peer.HOST, 70000, () -> {});
    }
  },

  PORT_UNSAFE {
    @Override
    Place open() {
      return Place.at(Peer.HOST, 6000, () -> {});
    }
  },

  PORT_TAKEN {
    @Override
    Place open() throws IOException {
      return Peer.that(Peer::hear);
    }
  },

  ADDRESS_OF_ANOTHER {
    @Override
    Place open() {
      // From the block that is set aside for documentation: RFC 5737.
      return Place.at("192.0.2.1", 5000, () -> {});
    }
  },

  PORT_WITHOUT_RIGHT(true) {
    @Override
    Place open() throws IOException {
      return Island.shared().withoutRights().place(Peer.HOST, 80);
    }
  },

  PORTS_USED_UP(true) {
    @Override
    Place open() throws IOException {
      return Island.shared().withOneFreePort();
    }
  },

  DESCRIPTORS_USED_UP {
    @Override
    Place open() throws IOException {
      var peer = Peer.that(Peer::hear);
      var limited = List.of("sh", "-c", "ulimit -n 100; exec \"$@\"", "sh");
      return new Place(peer.host(), peer.port(), limited, peer);
    }
  },

  PEER_SILENT {
    @Override
    Place open() throws IOException {
      return Peer.that(_ -> {});
    }
  },

  PEER_RESETS {
    @Override
    Place open() throws IOException {
      return Peer.that(client -> {
        Peer.hear(client);
        client.setSoLinger(true, 0);
        client.close();
      });
    }
  },

  PEER_ENDS {
    @Override
    Place open() throws IOException {
      return Peer.that(client -> {
        Peer.hear(client);
        client.close();
      });
    }
  },

  PEER_GONE {
    @Override
    Place open() throws IOException {
      return Peer.that(client -> client.close());
    }
  },

  ANSWER_CUT_SHORT {
    @Override
    Place open() throws IOException {
      return answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntest");
    }
  },

  ANSWER_NOT_HTTP {
    @Override
    Place open() throws IOException {
      return answering("test");
    }
  },

  ANSWER_IN_CLEAR {
    @Override
    Place open() throws IOException {
      return answering("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    }
  };

  private final boolean onIsland;

  Scene() {
    this(false);
  }

  Scene(boolean onIsland) {
    this.onIsland = onIsland;
  }

  abstract Place open() throws IOException;

  /** Why it cannot be had here. */
  Optional<String> missing() {
    return onIsland ? Island.missing() : Optional.empty();
  }

  private static Place answering(String text) throws IOException {
    return Peer.that(client -> {
      Peer.hear(client);
      client.getOutputStream().write(text.getBytes(US_ASCII));
      client.close();
    });
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
