package tcplessons.docs.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Wireshark's dissectors in one process, {@code sharkd}, which takes a request a line. A {@code
 * tshark} for each capture would take half a second of CPU time to start.
 */
final class Wireshark implements AutoCloseable {
  static final String PROGRAM = "sharkd";

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

  /** The values of the fields in each packet of the capture; empty for a field that it lacks. */
  synchronized List<List<String>> packets(Path capture, String... fields) throws IOException {
    var columns = new TreeMap<String, String>();
    for (var field : fields) {
      columns.put("column" + columns.size(), field + ":1"); // the first of that name
    }
    request("load", Map.of("file", capture.toString()));
    var packets = new ArrayList<List<String>>();
    for (var packet : request("frames", columns)) {
      packets.add(packet.path("c").valueStream().map(JsonNode::asText).toList());
    }
    return packets;
  }

  private JsonNode request(String method, Map<String, String> parameters) throws IOException {
    var request = Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters);
    requests.write(JSON.writeValueAsString(request) + "\n");
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
