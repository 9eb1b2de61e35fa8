package tcplessons.docs.site;

import org.asciidoctor.Asciidoctor;

/**
 * One Asciidoctor for all tests that only parse pages: it takes seconds to start. It works in one
 * thread, so these tests take the resource lock {@link #LOCK}.
 */
final class SharedAsciidoctor {
  static final String LOCK = "asciidoctor";

  private SharedAsciidoctor() {}

  private static final class Holder {
    static final Asciidoctor INSTANCE = Asciidoctor.Factory.create();
  }

  static Asciidoctor get() {
    return Holder.INSTANCE;
  }
}
