package tcplessons.docs.checks;

import java.util.stream.Stream;

/** One rule that every page keeps. */
@FunctionalInterface
interface Check {

  /** Reports only what is to be mended in this page's own file, so that nothing comes twice. */
  Stream<Finding> findings(Page page);
}
