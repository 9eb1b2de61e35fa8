package tcplessons.docs.failures;

/**
 * One thing that a program says, as the page shows it.
 *
 * @param failure the section of the page
 * @param scene what the program met
 * @param by who says it
 * @param call what the program called
 */
record Fact(String failure, Scene scene, Speaker by, String call, Seen seen) {

  @Override
  public String toString() {
    return "%s: %s, %s, %s".formatted(failure, by, call, scene);
  }
}
