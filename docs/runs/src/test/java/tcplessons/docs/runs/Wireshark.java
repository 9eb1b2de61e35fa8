package tcplessons.docs.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Wireshark's dissectors in one process, {@code sharkd}, which takes a request a line. A {@code
 * tshark} for each capture would take half a second of CPU time to start.
 */
final class Wireshark implements AutoCloseable {
  static final String PROGRAM = "sharkd";

  record Packet(int flags, long seq, long ack, byte[] payload) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer requests;
  private final BufferedReader responses;

  Wireshark() throws IOException {
    process =
        new ProcessBuilder(PROGRAM, "-").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    requests = process.outputWriter();
    responses = process.inputReader();
  }

  /**
   * Flags, sequence number, acknowledgment number and payload of each TCP packet in the capture.
   */
  synchronized List<Packet> packets(Path capture) throws IOException {
    request("load", Map.of("file", capture.toString()));
    var columns =
        Map.of(
            "column0", "tcp.flags:1", // the first field of that name
            "column1", "tcp.seq:1",
            "column2", "tcp.ack:1",
            "column3", "tcp.len:1");
    var packets = new ArrayList<Packet>();
    for (var row : request("frames", columns)) {
      var values = row.path("c");
      packets.add(
          new Packet(
              Integer.decode(values.path(0).asText()),
              values.path(1).asLong(),
              values.path(2).asLong(),
              lastBytes(row.path("num").asInt(), values.path(3).asInt())));
    }
    return packets;
  }

  /** A column would show only the first 36 bytes of a payload. */
  private byte[] lastBytes(int frame, int count) throws IOException {
    if (count == 0) {
      return new byte[0];
    }
    var bytes = request("frame", Map.of("frame", frame, "bytes", true)).path("bytes").binaryValue();
    return Arrays.copyOfRange(bytes, bytes.length - count, bytes.length);
  }

  private JsonNode request(String method, Map<String, ?> parameters) throws IOException {
    var request = JSON.createObjectNode(); // in this order
    request.put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", JSON.valueToTree(parameters));
    requests.write(request + "\n");
    requests.flush();
    var response = responses.readLine();
    if (response == null) {
      throw new EOFException(PROGRAM + " has exited");
    }
    var result = JSON.readTree(response).path("result");
    if (result.isMissingNode()) {
      throw new IOException(PROGRAM + ": " + response);
    }
    return result;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
