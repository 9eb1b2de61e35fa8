package tcplessons.grader.capture;

import java.io.IOException;

/** A file is no packet capture, or its content contradicts itself. The message is one line. */
public final class DamagedCaptureException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedCaptureException(String message) {
    super(message);
  }
}
