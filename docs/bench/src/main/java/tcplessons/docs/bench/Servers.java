package tcplessons.docs.bench;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.bench.peers.Page;
import tcplessons.docs.kit.Command;
import tcplessons.docs.kit.Lesson;
import tcplessons.docs.kit.Project;
import tcplessons.docs.kit.Tools;

/** The commands of all servers. */
final class Servers {

  /** A server that only sends or receives: what the load generator reaches with it is the limit. */
  static final String CEILING = "ceiling";

  /** Closes a connection after 1,000 requests, so {@link SteadyHttpLoad} cannot measure it. */
  static final String NGINX_FILE = "nginx-file";

  private static final String PEERS = "tcplessons.docs.bench.peers.";

  /** Node's broadcast server resets a client whose queue is longer; the load never gets there. */
  private static final int NODE_QUEUE_BYTES_MAX = 64 * 1024 * 1024;

  private static final int NGINX_CONNECTIONS_MAX = 16_384;

  private final Path folder;
  private final String loadProgram;

  /**
   * @param folder for the files that some servers need, and for the load generator in C, which is
   *     compiled
   */
  Servers(Path folder) throws IOException {
    this.folder = folder;
    loadProgram = folder.resolve("load").toString();
    var source = Project.root().resolve("docs/bench/src/main/c/load.c").toString();
    Command.output(List.of("cc", "-O2", "-o", loadProgram, source));
    Files.writeString(folder.resolve("page.html"), Page.TEXT);
  }

  String loadProgram() {
    return loadProgram;
  }

  /** All send the same page. */
  List<ServerCommand> http() {
    return List.of(
        lesson(4, "hello", "--quiet", "--connections", "10000", "--idle-time", "60s"),
        peer("netty-nio", "NettyHello", "nio"),
        peer("netty-epoll", "NettyHello", "epoll"),
        peer("helidon", "HelidonHello"),
        peer("jdk", "JdkHello"),
        peer("jetty", "JettyHello"),
        node("lesson-04-http-raw/src/test/node/hello.js"),
        nginx(),
        nginxWithFile());
  }

  ServerCommand httpCeiling() {
    return new ServerCommand(CEILING, List.of(loadProgram, "answer", ServerCommand.PORT));
  }

  static List<ServerCommand> threadModels() {
    return List.of(threadModel("virtual"), threadModel("platform"), threadModel("selector"));
  }

  List<ServerCommand> broadcast() {
    return List.of(
        lesson(5, "broadcast"),
        peer("netty-nio", "NettyBroadcast", "nio"),
        peer("netty-epoll", "NettyBroadcast", "epoll"),
        node("lesson-05-broadcast/src/test/node/broadcast.js", "" + NODE_QUEUE_BYTES_MAX),
        new ServerCommand(CEILING, List.of(loadProgram, "source", ServerCommand.PORT)));
  }

  static List<ServerCommand> frames() {
    return List.of(
        frameCounter("lesson-06", "frames"),
        peer("netty-nio", "NettyFrames", "nio"),
        peer("netty-epoll", "NettyFrames", "epoll"),
        node("docs/bench/src/main/node/frames.js"),
        frameCounter(CEILING, "copy"));
  }

  private static ServerCommand lesson(int number, String step, String... options) {
    var lesson = Lesson.number(number);
    var classPath =
        lesson.classPath().stream().map(Path::toString).collect(joining(File.pathSeparator));
    var words = new ArrayList<>(List.of("-cp", classPath, lesson.mainClass(), step));
    words.addAll(List.of("--host", "127.0.0.1", "--port", ServerCommand.PORT));
    words.addAll(List.of(options));
    return ServerCommand.java("lesson-%02d".formatted(number), words);
  }

  private static ServerCommand peer(String name, String mainClass, String... args) {
    return program(name, PEERS + mainClass, args);
  }

  private static ServerCommand threadModel(String name) {
    return program(name, "tcplessons.http.ThreadModels", name);
  }

  private static ServerCommand frameCounter(String name, String mode) {
    return program(name, "tcplessons.binary.FrameCounter", mode);
  }

  /** A main class of this module; its last argument is the port. */
  private static ServerCommand program(String name, String mainClass, String... args) {
    // Netty reaches its full speed only with both options.
    var words =
        new ArrayList<>(
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    words.addAll(List.of(args));
    words.add(ServerCommand.PORT);
    return ServerCommand.java(name, words);
  }

  private static ServerCommand node(String file, String... args) {
    var script = Project.root().resolve(file).toString();
    var words = new ArrayList<>(List.of(Tools.need("node").toString(), script, ServerCommand.PORT));
    words.addAll(List.of(args));
    return new ServerCommand("node", words);
  }

  /** Sends the page from memory as the others do, and never closes a connection. */
  private ServerCommand nginx() {
    var location = "default_type \"%s\"; return 200 '%s';".formatted(Page.TYPE, Page.TEXT);
    return nginx("nginx", "keepalive_requests 1000000000;", location);
  }

  /** Sends the page from a file, and closes a connection after 1,000 requests: its default. */
  private ServerCommand nginxWithFile() {
    var location = "default_type \"%s\"; try_files /page.html =404;".formatted(Page.TYPE);
    return nginx(NGINX_FILE, "sendfile on;", "types {} root .; " + location);
  }

  /**
   * With a worker process for each processor. Started by root, nginx would run them as a user that
   * cannot read the folder.
   */
  private ServerCommand nginx(String name, String http, String location) {
    var configuration =
        """
        daemon off;
        user root;
        pid %1$s.pid;
        error_log stderr;
        worker_processes auto;
        events {
          worker_connections %2$d;
        }
        http {
          access_log off;
          client_body_temp_path client;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          %3$s
          server {
            listen 127.0.0.1:%1$s;
            location / {
              %4$s
            }
          }
        }
        """
            .formatted(ServerCommand.PORT, NGINX_CONNECTIONS_MAX, http, location);
    var start = "printf %s \"$2\" > \"$0/$1.conf\" && exec nginx -p \"$0\" -c $1.conf";
    var command = List.of("sh", "-c", start, folder.toString(), ServerCommand.PORT, configuration);
    return new ServerCommand(name, command);
  }
}
