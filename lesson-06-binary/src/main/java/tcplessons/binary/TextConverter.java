package tcplessons.binary;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Text on the command line. Java replaces each argument byte that the locale's charset cannot
 * decode with U+FFFD: with LANG=C that is all of a Korean text, and nothing of it can be sent.
 */
final class TextConverter implements ITypeConverter<String> {

  @Override
  public String convert(String value) {
    if (value.indexOf('\uFFFD') != -1) {
      throw new TypeConversionException("the text cannot be read; set a UTF-8 locale (LANG)");
    }
    return value;
  }
}
