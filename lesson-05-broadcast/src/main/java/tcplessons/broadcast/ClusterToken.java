package tcplessons.broadcast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.security.MessageDigest;
import org.jgroups.Message;
import org.jgroups.auth.AuthToken;

/**
 * A server that joins sends this token, encrypted; the coordinator compares it with its own.
 *
 * <p>Public, with a constructor without parameters, because JGroups creates an instance by
 * reflection when it receives a token.
 */
public final class ClusterToken extends AuthToken {

  private byte[] token;

  public ClusterToken() {
    this(new byte[32]);
  }

  ClusterToken(byte[] token) {
    this.token = token.clone();
  }

  @Override
  public String getName() {
    return getClass().getName();
  }

  /** Takes the same time however many bytes match, so that the time reveals nothing. */
  @Override
  public boolean authenticate(AuthToken other, Message message) {
    return other instanceof ClusterToken received && MessageDigest.isEqual(token, received.token);
  }

  @Override
  public int size() {
    return token.length;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.write(token);
  }

  @Override
  public void readFrom(DataInput in) throws IOException {
    in.readFully(token);
  }
}
