package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelnetDecoderTest {

  private static final HexFormat HEX = HexFormat.of();

  /** The text and the refusals, in hex, of a stream that arrives in segments of this length. */
  private static String decode(byte[] stream, int segmentBytes) throws IOException {
    var decoder = new TelnetDecoder();
    var text = new ByteArrayOutputStream();
    var refusals = new ByteArrayOutputStream();
    for (int from = 0; from < stream.length; from += segmentBytes) {
      int count = Math.min(segmentBytes, stream.length - from);
      var buffer = ByteBuffer.allocate(count + 1);
      refusals.write(decoder.decode(ByteBuffer.wrap(stream, from, count), buffer));
      text.write(buffer.array(), 0, buffer.position());
    }
    return HEX.formatHex(text.toByteArray()) + " -> " + HEX.formatHex(refusals.toByteArray());
  }

  /** The columns are the bytes from the client, its text, and the refusals. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Ctrl-C in telnet of GNU inetutils 2.4: IAC IP, IAC DO TIMING-MARK
          fff4fffd06                                  | ''       | fffc06
          # its Ctrl-\\: IAC BREAK, IAC DO TIMING-MARK
          fff3fffd06                                  | ''       | fffc06
          # its commands: mode character, send ayt, send synch, send eof, send susp
          fffd03fffd01fff6fff2ffecffed                | ''       | fffc03fffc01
          # PuTTY's plink 0.78: what it sends first, then its offer after DONT NEW-ENVIRON
          fffb1ffffb20fffb18fffb27fffd01fffb03fffd03  | ''       | fffe1ffffe20fffe18fffe27fffc01fffe03fffc03
          fffb24                                      | ''       | fffe24
          # WONT and DONT need no reply
          6ffffc01fffe036b                            | 6f6b     | ''
          # IAC IAC is the byte 255, and so is an IAC before a byte that is no command
          41ffff42                                    | 41ff42   | ''
          41ff0aff42                                  | 41ff0aff42 | ''
          # SB TERMINAL-TYPE IS "xterm" SE, then one whose parameter has the byte 255
          41fffa1800787465726dfff042                  | 4142     | ''
          fffa1fffff00fff00a                          | 0a       | ''
          # an option number may be a line end, and option 255 exists: RFC 861
          fffd0afffbff41                              | 41       | fffc0afffeff
          """)
  void commands_are_removed_and_options_refused_however_the_stream_is_cut(
      String received, String text, String refusals) throws Exception {
    var stream = HEX.parseHex(received);
    for (int segmentBytes = 1; segmentBytes <= stream.length; segmentBytes++) {
      assertThat(decode(stream, segmentBytes))
          .as("segments of " + segmentBytes)
          .isEqualTo(text + " -> " + refusals);
    }
  }

  @Test
  void the_parameters_of_an_option_have_a_maximum_length() throws Exception {
    var longest = "a\u0001b".repeat(2000); // text between commands has none
    assertThat(decode(longest.getBytes(US_ASCII), 7)).startsWith("610162").endsWith("0162 -> ");

    int max = TelnetDecoder.SUBNEGOTIATION_BYTES_MAX;
    var twice = HEX.parseHex(("fffa" + "00".repeat(max - 1) + "fff0").repeat(2) + "41");
    assertThat(decode(twice, 100)).isEqualTo("41 -> ");

    var tooLong = HEX.parseHex("fffa" + "00".repeat(max + 1));
    assertThatThrownBy(() -> decode(tooLong, 100))
        .isInstanceOf(IOException.class)
        .hasMessage("sent a Telnet option of more than 1024 bytes; disconnected");
  }
}
