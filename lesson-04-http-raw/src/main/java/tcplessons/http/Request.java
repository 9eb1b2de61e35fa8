package tcplessons.http;

/** A whole request: RFC 9112 section 2.1. */
record Request(Head head, byte[] body) {

  String method() {
    return head.method();
  }

  String target() {
    return head.target();
  }

  Fields fields() {
    return head.fields();
  }
}
