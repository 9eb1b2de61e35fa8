package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two machines with a cable between them: two network namespaces, network_namespaces(7), and a pair
 * of virtual interfaces, 10.5.0.1 and 10.5.0.2. They exist until the shell that creates them reads
 * EOF.
 */
final class Namespaces implements AutoCloseable {

  private static final String SCRIPT =
      """
      unshare --net sleep 600 & far=$!
      until [ "$(readlink /proc/$far/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do :; done
      ip link set lo up &&
      ip link add near type veth peer name far netns $far &&
      ip address add 10.5.0.1/24 dev near && ip link set near up &&
      nsenter --target $far --net sh -c '
        ip link set lo up && ip address add 10.5.0.2/24 dev far && ip link set far up' &&
      echo $far || exit 1
      while read -r command; do $command; done
      kill $far
      """;

  private final Process near;
  private final Writer commands;
  private final List<String> enter;
  private final String far;

  private Namespaces(Process near, String far, List<String> enter) {
    this.near = near;
    this.far = far;
    this.enter = enter;
    commands = near.outputWriter(UTF_8);
  }

  /** Creates them; empty if the system has none or the user lacks the permission. */
  static Optional<Namespaces> create() throws IOException {
    var asRoot = create(List.of("unshare", "--net"), List.of());
    return asRoot.isPresent()
        ? asRoot
        : create(
            List.of("unshare", "--net", "--map-root-user"),
            List.of("--user", "--preserve-credentials"));
  }

  private static Optional<Namespaces> create(List<String> unshare, List<String> enter)
      throws IOException {
    var command = new ArrayList<>(unshare);
    command.addAll(List.of("sh", "-c", SCRIPT));
    try {
      var near = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var far = new BufferedReader(near.inputReader(UTF_8)).readLine();
      return far == null ? Optional.empty() : Optional.of(new Namespaces(near, far, enter));
    } catch (IOException _) {
      return Optional.empty(); // unshare is not installed
    }
  }

  List<String> onNear() {
    return inside("" + near.pid());
  }

  List<String> onFar() {
    return inside(far);
  }

  private List<String> inside(String pid) {
    var command = new ArrayList<>(List.of("nsenter", "--target", pid, "--net"));
    command.addAll(enter);
    command.add("--");
    return command;
  }

  void cutCable() throws IOException {
    execute("ip link set near down");
  }

  void repairCable() throws IOException {
    execute("ip link set near up");
  }

  private void execute(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
  }

  @Override
  public void close() throws IOException {
    commands.close();
  }
}
