package tcplessons.broadcast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.security.MessageDigest;
import org.jgroups.Message;
import org.jgroups.auth.AuthToken;

/**
 * Who asks to join shows this, and who lets him in compares it with his own. It travels encrypted.
 *
 * <p>Public, with a constructor that takes nothing, because JGroups makes one when it receives one.
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

  /** In the same time however many bytes are right. */
  @Override
  public boolean authenticate(AuthToken other, Message message) {
    return other instanceof ClusterToken shown && MessageDigest.isEqual(token, shown.token);
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
