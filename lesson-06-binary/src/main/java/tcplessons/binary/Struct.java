package tcplessons.binary;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Reads the structs of a C++ program from a connection, or sends them as that program does. */
@Command(
    name = "struct",
    description = "Reads the C++ struct, correctly; --send plays the C++ side.")
final class Struct implements Callable<Integer> {

  /** The value of --connect without a value. */
  private static final String HOST_AND_PORT = "--host:--port";

  @Mixin EndpointOptions endpoint = new EndpointOptions(8001);

  @Option(
      names = "--connect",
      paramLabel = "HOST:N",
      arity = "0..1",
      fallbackValue = HOST_AND_PORT,
      description =
          "Connect to a C++ server and read, as the original does. Default: --host and --port.")
  String connect;

  @Option(
      names = "--way",
      paramLabel = "WAY",
      description =
          "Read with a ByteBuffer (buffer), a MemoryLayout (layout) or a DataInputStream, which is"
              + " big endian (stream). Default: ${DEFAULT-VALUE}.")
  ReaderApi api = ReaderApi.BUFFER;

  @Option(
      names = "--big-endian",
      description = "The highest byte of b first: network order. Both sides must agree.")
  boolean bigEndian;

  @Option(
      names = "--send",
      paramLabel = "A,B,C",
      arity = "0..1",
      fallbackValue = "A,300,hello",
      description =
          "Send this struct, ${FALLBACK-VALUE} by default; several times for several structs."
              + " Connects, unless there is --listen.")
  List<String> send;

  @Option(names = "--listen", description = "With --send: listen, be the C++ server.")
  boolean listen;

  @Option(names = "--drip", description = "With --send: one byte at a time.")
  boolean byteByByte;

  PrintStream out = System.out;
  PrintStream err = System.err;

  private ByteBuffer structs;

  @Override
  public Integer call() throws IOException {
    if (listen && (send == null || connect != null)) {
      throw endpoint.wrongUsage("--listen goes with --send, and not with --connect");
    }
    structs = send == null ? null : structsToSend();
    boolean isServer = send == null ? connect == null : listen;
    if (isServer) {
      try (var server = new TcpServer(endpoint.open(), this::serve, out, err)) {
        server.run();
      }
    } else if (connect == null || connect.equals(HOST_AND_PORT)) {
      endpoint.connect(this::handle, out);
    } else {
      connectTo(connect);
    }
    return 0;
  }

  private void serve(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    handle(socket);
    if (send == null) {
      out.println("the client has ended");
    }
  }

  private void handle(Socket socket) throws IOException {
    if (send == null) {
      MessageDeadline.enforce(socket, endpoint.idleTimeout, "whole struct", this::receive);
    } else {
      MessageDeadline.enforce(
          socket, endpoint.idleTimeout, "end of the sending", (_, _) -> send(socket));
    }
  }

  // tag::receive[]
  private void receive(Socket socket, MessageDeadline deadline) throws IOException {
    var in = socket.getInputStream();
    var reader = api.reader(order());
    var bytes = new byte[CStruct.SIZE];
    int count = in.readNBytes(bytes, 0, CStruct.SIZE); // <1>
    while (count == CStruct.SIZE) {
      print(reader.read(bytes));
      deadline.restart(); // <2>
      count = in.readNBytes(bytes, 0, CStruct.SIZE);
    }
    if (count > 0) { // <3>
      throw new EOFException(
          "the last struct is truncated: %d of %d bytes came, %d are missing"
              .formatted(count, CStruct.SIZE, CStruct.SIZE - count));
    }
  }

  // end::receive[]

  private void print(CStruct struct) {
    var a = String.valueOf((char) Byte.toUnsignedInt(struct.a()));
    out.println(
        "char a : %s%nint b : %d%nchar c : %s"
            .formatted(Printable.line(a), struct.b(), Printable.line(struct.c())));
  }

  private void send(Socket socket) throws IOException {
    socket.setTcpNoDelay(true); // with --drip each byte becomes a segment: tcp(7)
    int count = byteByByte ? 1 : structs.capacity();
    for (int i = 0; i < structs.capacity(); i += count) {
      socket.getOutputStream().write(structs.array(), i, count);
    }
    out.println("sent " + structs.capacity() + " bytes");
  }

  private ByteOrder order() {
    return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  // picocli takes an optional value that its converter refuses for the next argument of the step.
  // So the values of --send and --connect are converted here.

  private ByteBuffer structsToSend() {
    var bytes = ByteBuffer.allocate(send.size() * CStruct.SIZE);
    try {
      send.forEach(value -> bytes.put(CStruct.parse(value).toBytes(order())));
      return bytes;
    } catch (IllegalArgumentException e) {
      throw endpoint.wrongUsage(e.getMessage());
    }
  }

  private void connectTo(String server) throws IOException {
    int colon = server.lastIndexOf(':');
    if (colon < 1) {
      throw endpoint.wrongUsage("'" + server + "' is not HOST:PORT");
    }
    int port;
    try {
      port = new PortConverter().convert(server.substring(colon + 1));
    } catch (TypeConversionException e) {
      throw endpoint.wrongUsage(e.getMessage());
    }
    endpoint.connect(server.substring(0, colon), port, this::handle, out);
  }
}
