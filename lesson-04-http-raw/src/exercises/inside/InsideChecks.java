import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tcplessons.grader.Bytes;
import tcplessons.grader.ServerChecks;

/** The files of a folder are served, and no others, in whatever way the target is written. */
final class InsideChecks extends ServerChecks {

  private static final byte[] PAGE = Bytes.utf8("<h1>안녕하세요!</h1>\n");
  private static final byte[] PICTURE = new byte[256];
  private static final String SECRET = "secret.txt";
  private static final String FILE = "the file is in the folder";
  private static final String NO_FILE = "there is no such file";
  private static final String NO_NAME = "no file has such a name";
  private static final String OUTSIDE = "the file is not in the folder";

  static {
    for (int i = 0; i < PICTURE.length; i++) {
      PICTURE[i] = (byte) i;
    }
  }

  @Override
  protected void checks() {
    folder(InsideChecks::fill);

    check(
        "a file",
        () -> {
          serves("/index.html", PAGE);
          serves("/img/all.png", PICTURE);
        });

    check(
        "names and queries",
        () -> {
          serves("/my%20cat.txt", Bytes.utf8("cat"));
          serves("/index%2Ehtml?version=" + random().nextInt(100), PAGE);
        });

    check("a plus sign", () -> serves("/1+1.txt", Bytes.utf8("2")));

    check(
        "not a file",
        () -> {
          refuses("/" + word() + ".html", NO_FILE);
          refuses("/img", NO_FILE);
          refuses("/", NO_FILE);
          refuses("/cat%00.png", NO_NAME);
          refuses("/%zz", NO_NAME);
        });

    check(
        "dot dot",
        () -> {
          refuses("/../" + SECRET, OUTSIDE);
          refuses("/img/../../" + SECRET, OUTSIDE);
          refuses("/" + word() + "/../../" + SECRET, OUTSIDE);
        });

    check(
        "other spellings",
        () -> {
          refuses("/%2e%2E/" + SECRET, OUTSIDE);
          refuses("/..%2f" + SECRET, OUTSIDE);
          refuses("/img%2F%2e%2e/%2e./" + SECRET, OUTSIDE);
          refuses("/" + folder().resolveSibling(SECRET), OUTSIDE);
        });

    check("a folder with a similar name", () -> refuses("/../folder-2/" + SECRET, OUTSIDE));

    check(
        "a link",
        () -> {
          if (Files.exists(folder().resolve("link.txt"))) {
            refuses("/link.txt", OUTSIDE);
            refuses("/img/link/" + SECRET, OUTSIDE);
          } else {
            notChecked("links");
          }
        });
  }

  private static void fill(Path folder) throws IOException {
    Files.write(folder.resolve("index.html"), PAGE);
    var images = Files.createDirectory(folder.resolve("img"));
    Files.write(images.resolve("all.png"), PICTURE);
    Files.writeString(folder.resolve("my cat.txt"), "cat");
    Files.writeString(folder.resolve("1+1.txt"), "2");
    var secret = Files.writeString(folder.resolveSibling(SECRET), "secret");
    var similar = Files.createDirectory(folder.resolveSibling("folder-2"));
    Files.writeString(similar.resolve(SECRET), "secret");
    try {
      Files.createSymbolicLink(folder.resolve("link.txt"), secret);
      Files.createSymbolicLink(images.resolve("link"), similar);
    } catch (IOException | UnsupportedOperationException _) {
      // the check says that there are no links
    }
  }

  private void serves(String target, byte[] content) {
    var peer = connect();
    peer.send(request(target));
    peer.expectResponse(FILE, 200, content);
    peer.expectEnd();
  }

  private void refuses(String target, String reason) {
    var peer = connect();
    peer.send(request(target));
    peer.receiveResponse(reason, 404, 403, 400);
    peer.expectEnd();
  }

  private static String request(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }
}
