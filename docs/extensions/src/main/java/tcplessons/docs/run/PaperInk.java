package tcplessons.docs.run;

/** Colours of a run on paper: those of the site in its light theme. */
final class PaperInk {

  static final String NONE = "none";
  static final String PAPER = "#ffffff";
  static final String INK = "#1b2127";
  static final String SOFT = "#55606a";
  static final String LINE = "#d8dcda";
  static final String END = "#96400a";
  static final String FAULT = "#b0152f";
  static final String FAULT_TINT = "#f9ecee";
  static final String HALT = "#e9ebec";

  private PaperInk() {}

  static String of(boolean server) {
    return server ? "#4a3fb5" : "#00695c";
  }

  static String tint(boolean server) {
    return server ? "#efeef8" : "#e6f0ef";
  }
}
