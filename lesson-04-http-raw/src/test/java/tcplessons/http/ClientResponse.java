package tcplessons.http;

/** A response as {@link RawClient} has read it. */
record ClientResponse(String statusLine, Fields fields, String body) {

  String code() {
    return statusLine.split(" ")[1];
  }

  String field(String name) {
    return fields.single(name).orElse(null);
  }
}
