import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Callable;

/** Asks for a page with Java's two HTTP clients, and prints what each makes of the answer. */
void main(String[] args) {
  var uri = URI.create(args[0]);
  ask("HttpClient", () -> withHttpClient(uri));
  ask("HttpURLConnection", () -> withUrlConnection(uri));
}

String withHttpClient(URI uri) throws Exception {
  try (var client = HttpClient.newHttpClient()) {
    var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    return response.statusCode() + ", " + response.body().length + " bytes";
  }
}

String withUrlConnection(URI uri) throws Exception {
  var connection = (HttpURLConnection) uri.toURL().openConnection();
  try (var in = connection.getInputStream()) {
    int size = in.readAllBytes().length;
    return connection.getResponseCode() + ", " + size + " bytes";
  }
}

/** Of an error the first sentence that its causes have to say. */
void ask(String name, Callable<String> asking) {
  try {
    IO.println(name + ": " + asking.call());
  } catch (Exception e) {
    IO.println(name + ": " + e.getMessage());
  }
}
