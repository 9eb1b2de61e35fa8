import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.attribute.FileTime;
import javax.tools.ToolProvider;

/**
 * Starts the grader from its sources, in a lesson's folder and without an artifact of this project
 * in any repository: compiles it into {@code target/try/grader} if a source has changed since, and
 * runs it in this JVM.
 *
 * @param args the project's root, the folder of the module that runs it, the module that was built
 *     first, the folder in which Maven was called, and the arguments of the user
 */
void main(String... args) throws Throwable {
  var sources = Path.of(args[0], "docs", "grader", "src", "main");
  var classes = Path.of(args[1], "target", "try", "grader");
  var stamp = classes.resolve("stamp");
  var files = sources(sources.resolve("java"));
  var state = System.getProperty("java.version") + state(files);
  if (!Files.exists(stamp) || !Files.readString(stamp).equals(state)) {
    compile(files, classes);
    Files.writeString(stamp, state);
  }
  var path = new URL[] {url(classes), url(sources.resolve("resources"))};
  try (var loader = new URLClassLoader(path, ClassLoader.getSystemClassLoader())) {
    var main = loader.loadClass("tcplessons.grader.Try").getMethod("main", String[].class);
    Thread.currentThread().setContextClassLoader(loader);
    main.invoke(null, (Object) args);
  }
}

List<Path> sources(Path folder) throws IOException {
  try (var files = Files.walk(folder)) {
    return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
  }
}

String state(List<Path> files) throws IOException {
  var state = new StringBuilder();
  for (var file : files) {
    FileTime time = Files.getLastModifiedTime(file);
    state.append("\n%s %d %s".formatted(file, Files.size(file), time));
  }
  return state.toString();
}

void compile(List<Path> files, Path classes) throws IOException {
  Files.createDirectories(classes);
  var options = List.of("-d", classes.toString(), "-proc:none", "-cp", classPath());
  var compiler = ToolProvider.getSystemJavaCompiler();
  try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
    var units = manager.getJavaFileObjectsFromPaths(files);
    if (!compiler.getTask(null, manager, null, options, null, units).call()) {
      System.exit(1);
    }
  }
}

String classPath() {
  return System.getProperty("java.class.path");
}

URL url(Path folder) throws IOException {
  URI uri = folder.toUri();
  return uri.toURL();
}
