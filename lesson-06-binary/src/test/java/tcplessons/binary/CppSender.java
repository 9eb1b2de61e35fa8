package tcplessons.binary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The C++ program of src/test/cpp, compiled once for all tests. */
final class CppSender {

  private static final Path SOURCE = Path.of("src/test/cpp/struct-sender.cpp");

  private CppSender() {}

  /** Initialised, so compiled, at the first use. */
  private static final class Compiled {
    static final Path PROGRAM = compile();
  }

  static TestProcess start(String... arguments) throws IOException {
    var program = Stream.of(Compiled.PROGRAM.toString());
    return TestProcess.program(Stream.concat(program, Stream.of(arguments)).toArray(String[]::new));
  }

  private static Path compile() {
    try {
      var program = Files.createDirectories(Path.of("target")).resolve("struct-sender");
      var compiler =
          new ProcessBuilder("g++", "-Wall", "-o", program.toString(), SOURCE.toString())
              .inheritIO()
              .start();
      if (!compiler.waitFor(50, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
        throw new AssertionError("g++ did not compile " + SOURCE);
      }
      return program;
    } catch (IOException e) {
      throw new AssertionError("g++ cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
