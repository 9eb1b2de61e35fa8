package tcplessons.docs.kit;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Prints why a test was skipped: Surefire prints only how many were. Every module whose tests need
 * more than Java has the same copy.
 */
public final class SkippedTests implements TestExecutionListener {

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      var reason = result.getThrowable().map(Throwable::getMessage).orElse("no reason given");
      System.out.println("skipped: " + test.getDisplayName() + ": " + reason);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    System.out.println("skipped: " + test.getDisplayName() + ": " + reason);
  }
}
