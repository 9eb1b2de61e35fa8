package tcplessons.docs.failure;

import java.util.List;

/**
 * What programs say when one thing goes wrong, as tests have heard it.
 *
 * @param id of the section that is about it
 */
record Failure(String id, List<Seen> seen) {

  /**
   * What one of them said.
   *
   * @param scene what it met; the page's words for it are {@code scene.} and this
   * @param by java, node, curl or chromium
   * @param call what it had called
   * @param name the exception's class, Node's code, curl's exit code or Chromium's error
   * @param text its message or, of Chromium, the heading of its page; null if there is none
   */
  record Seen(String scene, String by, String call, String name, String text) {}
}
