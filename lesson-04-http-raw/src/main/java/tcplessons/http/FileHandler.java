package tcplessons.http;

import static tcplessons.http.Status.MOVED_PERMANENTLY;
import static tcplessons.http.Status.NOT_FOUND;
import static tcplessons.http.Status.OK;
import static tcplessons.http.Status.PARTIAL_CONTENT;
import static tcplessons.http.Status.PRECONDITION_FAILED;
import static tcplessons.http.Status.RANGE_NOT_SATISFIABLE;
import static tcplessons.http.Status.SERVICE_UNAVAILABLE;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tcplessons.http.Response.Body;

/**
 * Responds with the files of a folder. It does not list folders.
 *
 * @param root the folder, without symbolic links in its path
 */
record FileHandler(Path root) implements Handler {

  /** Pages may load scripts, styles and images from this server only: CSP Level 3, section 6. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Response NO_SUCH_FILE = Response.error(NOT_FOUND, "there is no such file");
  private static final Response CHANGED = Response.error(PRECONDITION_FAILED, "it has changed");
  private static final Response UNAVAILABLE =
      Response.error(SERVICE_UNAVAILABLE, "the file cannot be opened now");

  /** The number of attempts to open a file whose path changes while it is opened. */
  private static final int ATTEMPTS = 100;

  private static final Body EMPTY = new Body.Bytes(new byte[0]);

  /**
   * @throws IOException with one line for the user if there is no such folder
   */
  static FileHandler of(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new IOException("cannot serve " + root + ": there is no such folder. Another: --root");
    }
    return new FileHandler(root.toRealPath());
  }

  @Override
  public boolean accepts(String method) {
    return Request.isGetOrHead(method);
  }

  @Override
  public Response handle(Request request) {
    return respond(request)
        .with("X-Content-Type-Options", "nosniff")
        .with("Content-Security-Policy", POLICY);
  }

  private Response respond(Request request) {
    try {
      return request.isGetOrHead() ? retry(request) : Response.getAndHeadOnly(request);
    } catch (HttpError e) {
      return Response.error(e.status(), e.getMessage());
    }
  }

  /**
   * Looks again if a path changes while it is opened. If that fails every time, the cause is
   * another one, such as EMFILE: the process has no free file descriptor.
   */
  private Response retry(Request request) throws HttpError {
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return find(request);
      } catch (NoSuchFileException | AccessDeniedException _) {
        return NO_SUCH_FILE;
      } catch (IOException _) {
        Thread.yield();
      }
    }
    return UNAVAILABLE;
  }

  // tag::find[]
  private Response find(Request request) throws IOException, HttpError {
    var target = Target.of(request.target());
    var path = resolve(target.names());
    if (target.isFolder() && isFolder(path)) {
      var names = new ArrayList<>(target.names());
      names.add("index.html"); // <1>
      path = resolve(names);
    } else if (target.isFolder()) {
      return NO_SUCH_FILE;
    } else if (isFolder(path)) {
      return redirect(target, request.target()); // <2>
    }
    return path.isPresent() ? negotiated(path.get(), request) : NO_SUCH_FILE;
  }

  // end::find[]

  private static boolean isFolder(Optional<Path> path) {
    return path.filter(Files::isDirectory).isPresent();
  }

  /** The file or folder with these names, if it exists and is really inside the root. */
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
      return Optional.empty(); // it does not exist, or cannot exist on this file system
    }
  }

  // end::resolve[]

  /**
   * Redirects to the address with a slash at its end. Without it the browser would resolve the
   * page's relative links against the parent folder: RFC 3986 section 5.2.3.
   */
  private static Response redirect(Target folder, String target) {
    int query = target.indexOf('?');
    var location = folder.asFolder() + (query == -1 ? "" : target.substring(query));
    return Response.error(MOVED_PERMANENTLY, location).with("Location", location);
  }

  // tag::file[]
  /**
   * The file, or the file whose name has {@code .gz} appended to it if the client prefers gzip. The
   * content coding is a property of the representation: the length and the entity tag are those of
   * the compressed bytes. Vary tells caches that the choice depends on Accept-Encoding: RFC 9110
   * sections 8.4 and 12.5.5.
   */
  private Response negotiated(Path path, Request request) throws IOException {
    var compressed = sibling(path);
    if (compressed.isEmpty()) {
      return file(path, path, request);
    }
    return choose(compressed.get(), path, request).with("Vary", "Accept-Encoding");
  }

  // tag::choose[]
  private Response choose(Path compressed, Path path, Request request) throws IOException {
    if (AcceptEncoding.prefersGzip(request.fields())) { // <1>
      try {
        return file(compressed, path, request); // <2>
      } catch (NoSuchFileException _) {
        // It has just been deleted.
      }
    }
    return file(path, path, request);
  }

  // end::choose[]

  private Optional<Path> sibling(Path path) {
    var names = new ArrayList<String>();
    root.relativize(path).forEach(name -> names.add(name.toString()));
    names.add(names.removeLast() + ".gz");
    return resolve(names)
        .filter(Files::isRegularFile)
        .filter(Files::isReadable)
        .filter(compressed -> !isOlder(compressed, path));
  }

  /** Whether it was compressed before the file was changed. */
  private static boolean isOlder(Path compressed, Path path) {
    try {
      return Files.getLastModifiedTime(compressed).compareTo(Files.getLastModifiedTime(path)) < 0;
    } catch (IOException _) {
      return true; // one of them has been deleted
    }
  }

  /**
   * @param path of the file that is sent
   * @param named the file that the target names; another one than {@code path} if it is compressed
   */
  private Response file(Path path, Path named, Request request) throws IOException {
    var file = OpenFile.open(root, root.relativize(path));
    var type = ContentTypes.of(named.getFileName().toString());
    Response response = null;
    try {
      response = file(file, type, request, !path.equals(named));
      return response;
    } finally {
      if (response == null || !(response.body() instanceof Body.FilePart)) {
        file.channel().close();
      }
    }
  }

  private static Response file(OpenFile file, String type, Request request, boolean gzip) {
    long size = file.attributes().size();
    var validators = Validators.of(file.attributes());
    var response =
        switch (validators.evaluate(request.fields())) {
          case PERFORM_METHOD ->
              gzip ? compressed(file, type) : content(file, type, range(request, validators, size));
          case NOT_MODIFIED -> new Response(Status.NOT_MODIFIED, List.of(), EMPTY);
          case PRECONDITION_FAILED -> CHANGED;
        };
    return response
        .with("ETag", validators.entityTag())
        .with("Last-Modified", HttpDate.print(notInTheFuture(validators.lastModified())))
        .with("Cache-Control", "no-cache"); // <1>
  }

  // end::file[]

  /** Last-Modified is not later than Date: RFC 9110 section 8.8.2.1. */
  private static Instant notInTheFuture(Instant time) {
    var now = Instant.now();
    return time.isAfter(now) ? now : time;
  }

  private static Optional<ByteRange> range(Request request, Validators validators, long size) {
    return request.method().equals("GET") && validators.matchIfRange(request.fields())
        ? request.fields().single("Range").flatMap(value -> ByteRange.of(value, size))
        : Optional.empty();
  }

  /** Without ranges: a part of the compressed bytes cannot be decoded alone. */
  private static Response compressed(OpenFile file, String type) {
    var body = new Body.FilePart(file.channel(), 0, file.attributes().size());
    return Response.of(OK, type, body).with("Content-Encoding", "gzip");
  }

  private static Response content(OpenFile file, String type, Optional<ByteRange> range) {
    long size = file.attributes().size();
    var part = range.orElse(new ByteRange(0, size));
    if (range.isPresent() && part.length() == 0) {
      return Response.error(RANGE_NOT_SATISFIABLE, "the file has " + size + " bytes")
          .with("Content-Range", part.contentRange(size));
    }
    var body = new Body.FilePart(file.channel(), part.from(), part.length());
    return range.isPresent()
        ? Response.of(PARTIAL_CONTENT, type, body).with("Content-Range", part.contentRange(size))
        : Response.of(OK, type, body).with("Accept-Ranges", "bytes");
  }
}
