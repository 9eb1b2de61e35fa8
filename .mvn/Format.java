import java.util.spi.ToolProvider;

/**
 * Runs google-java-format over every Java source below the current folder.
 *
 * <p>{@code check} lists the files that are not formatted and exits 1; {@code apply} rewrites them.
 */
void main(String[] args) throws Exception {
  var apply = args[0].equals("apply");
  var options = apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed");
  var command = new ArrayList<>(options);
  try (var files = Files.walk(Path.of(""))) {
    files
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> !file.toString().contains("target" + File.separator))
        .filter(file ->
            !file.toString().matches("lesson-[^/\\\\]*[/\\\\]my[/\\\\].*")) // a reader's own
        .map(Path::toString)
        .forEach(command::add);
  }
  String[] arguments = command.toArray(String[]::new);
  var formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
  int unformatted = formatter.run(System.out, System.err, arguments);
  if (unformatted != 0) {
    System.err.println("The files above are not formatted. Run: mvn -q -N verify -Dformat=apply");
  }
  System.exit(unformatted);
}
