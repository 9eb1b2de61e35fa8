package tcplessons.docs.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The page of the step {@code hello} of lesson 04, which all HTTP servers send. */
public final class Page {

  public static final String TYPE = "text/html; charset=utf-8";

  public static final String TEXT =
      """
      <!DOCTYPE html>
      <html lang="ko">
      <meta charset="utf-8">
      <title>HELLO HTTP!</title>
      <body>
      <h1>HELLO!</h1>
      </body>
      </html>
      """;

  private Page() {}

  static byte[] bytes() {
    return TEXT.getBytes(UTF_8);
  }
}
