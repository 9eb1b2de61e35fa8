package tcplessons.http;

/** A complete request: RFC 9112 section 2.1. */
record Request(Head head, byte[] body) {

  String method() {
    return head.method();
  }

  boolean isGetOrHead() {
    return isGetOrHead(method());
  }

  static boolean isGetOrHead(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  String target() {
    return head.target();
  }

  Fields fields() {
    return head.fields();
  }
}
