package tcplessons.http;

import static tcplessons.http.Status.MOVED_PERMANENTLY;
import static tcplessons.http.Status.NOT_FOUND;
import static tcplessons.http.Status.OK;
import static tcplessons.http.Status.PARTIAL_CONTENT;
import static tcplessons.http.Status.PRECONDITION_FAILED;
import static tcplessons.http.Status.RANGE_NOT_SATISFIABLE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tcplessons.http.Response.Body;

/** Serves the files of a folder, and nothing else. It lists no folders. */
final class FileServer extends HttpServer {

  /** A page may load what comes from here, and nothing from elsewhere or from within itself. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Response NO_SUCH_FILE = Response.error(NOT_FOUND, "there is no such file");

  private static final Response CHANGED = Response.error(PRECONDITION_FAILED, "it has changed");
  private static final Body NOTHING = new Body.Bytes(new byte[0]);

  private final Path root;

  /**
   * @throws IOException if there is no such folder
   */
  FileServer(ServerOptions options, Path root) throws IOException {
    super(options);
    this.root = root.toRealPath();
  }

  @Override
  Response answer(Request request) throws IOException {
    return choose(request)
        .with("X-Content-Type-Options", "nosniff")
        .with("Content-Security-Policy", POLICY);
  }

  private Response choose(Request request) throws IOException {
    try {
      return isGetOrHead(request) ? find(request) : refuseAllButGetAndHead(request.method());
    } catch (Refused e) {
      return Response.error(e.status(), e.getMessage());
    }
  }

  // tag::find[]
  private Response find(Request request) throws IOException, Refused {
    var target = Target.of(request.target());
    var path = resolve(target.names());
    if (target.isFolder() && isFolder(path)) {
      var names = new ArrayList<>(target.names());
      names.add("index.html"); // <1>
      path = resolve(names);
    } else if (target.isFolder()) {
      return NO_SUCH_FILE;
    } else if (isFolder(path)) {
      return moved(target); // <2>
    }
    // Not a pipe or a device: to open one of those may take for ever.
    return path.filter(Files::isRegularFile).filter(Files::isReadable).isPresent()
        ? file(path.get(), request)
        : NO_SUCH_FILE;
  }

  // end::find[]

  private static boolean isFolder(Optional<Path> path) {
    return path.filter(Files::isDirectory).isPresent();
  }

  /** The file or folder of that name, if it is inside the root in truth, too. */
  // tag::resolve[]
  private Optional<Path> resolve(List<String> names) {
    try {
      var path = root;
      for (var name : names) {
        path = path.resolve(name);
      }
      var real = path.toRealPath(); // <1>
      return real.startsWith(root) ? Optional.of(real) : Optional.empty(); // <2>
    } catch (IOException | InvalidPathException _) {
      return Optional.empty(); // there is none, or its name is none on this system
    }
  }

  // end::resolve[]

  /** A link on the page of a folder is relative to the slash at the end of its address. */
  private static Response moved(Target target) {
    var place = target.asFolder();
    return Response.error(MOVED_PERMANENTLY, place).with("Location", place);
  }

  // tag::file[]
  private static Response file(Path path, Request request) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    var version = Version.of(attributes);
    var response =
        switch (version.judge(request.fields())) {
          case SEND -> content(path, attributes.size(), range(request, version, attributes.size()));
          case NOT_MODIFIED -> new Response(Status.NOT_MODIFIED, List.of(), NOTHING);
          case PRECONDITION_FAILED -> CHANGED;
        };
    return response
        .with("ETag", version.tag())
        .with("Last-Modified", HttpDate.print(version.modified()))
        .with("Cache-Control", "no-cache"); // <1>
  }

  // end::file[]

  private static Optional<ByteRange> range(Request request, Version version, long size) {
    return request.method().equals("GET") && version.continues(request.fields())
        ? request.fields().first("Range").flatMap(value -> ByteRange.of(value, size))
        : Optional.empty();
  }

  private static Response content(Path path, long size, Optional<ByteRange> range) {
    var part = range.orElse(new ByteRange(0, size));
    if (range.isPresent() && part.length() == 0) {
      return Response.error(RANGE_NOT_SATISFIABLE, "the file has " + size + " bytes")
          .with("Content-Range", part.contentRange(size));
    }
    var body = new Body.Part(path, part.from(), part.length());
    var type = ContentTypes.of(path.getFileName().toString());
    return range.isPresent()
        ? Response.of(PARTIAL_CONTENT, type, body).with("Content-Range", part.contentRange(size))
        : Response.of(OK, type, body).with("Accept-Ranges", "bytes");
  }
}
