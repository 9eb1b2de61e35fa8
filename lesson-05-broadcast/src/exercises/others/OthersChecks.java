import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** What one client sends goes to all others. */
final class OthersChecks extends ServerChecks {

  /** More than the buffers hold of a connection that is not read. */
  private static final int MUCH = 8 << 20;

  @Override
  protected void checks() {
    check(
        "to the others",
        sender -> {
          var second = connect();
          var third = connect();
          awaitAccepted();
          var text = word();
          sender.send(text);
          second.expect(text);
          third.expect(text);
        });

    check(
        "a newcomer",
        () -> {
          var newcomer = connectAlone();
          awaitAccepted();
          newcomer.nothingComes("nothing has been sent since it connected");
          var sender = connect();
          awaitAccepted();
          var text = word();
          sender.send(text);
          newcomer.expect(text);
        });

    check(
        "not to the sender",
        () -> {
          var first = connectAlone();
          var second = connect();
          awaitAccepted();
          var text = word();
          first.send(text);
          second.expect(text);
          first.nothingComes("a client does not get its own bytes");
          second.send("response");
          first.expect("response");
        });

    check(
        "any bytes",
        () -> {
          var sender = connectAlone();
          var receiver = connect();
          awaitAccepted();
          var bytes = Bytes.join(everyByte(), Bytes.utf8("한글"));
          sender.sendInPieces(bytes, 100, 157);
          receiver.expect(bytes);
        });

    check(
        "a client that leaves",
        () -> {
          var leaving = connectAlone();
          var first = connect();
          var second = connect();
          awaitAccepted();
          leaving.finish();
          leaving.expectEnd();
          settle();
          first.send("who is here?");
          second.expect("who is here?");
          second.send("both of us");
          first.expect("both of us");
        });

    check(
        "a connection that breaks",
        () -> {
          var breaking = connectWithoutReading();
          var sender = connect();
          var receiver = connect();
          awaitAccepted();
          var bytes = randomBytes(MUCH);
          sender.sendInBackground(bytes);
          settle();
          breaking.reset();
          receiver.expect(bytes);
        });
  }

  /** Connects when the program has noticed that the clients of the previous check have left. */
  private Connection connectAlone() {
    settle();
    return connect();
  }
}
