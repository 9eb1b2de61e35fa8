package tcplessons.http;

/** What a server has answered, taken apart by a parser that knows of nothing but good answers. */
record Answer(String statusLine, Fields fields, String body) {

  String code() {
    return statusLine.split(" ")[1];
  }

  String field(String name) {
    return fields.first(name).orElse(null);
  }
}
