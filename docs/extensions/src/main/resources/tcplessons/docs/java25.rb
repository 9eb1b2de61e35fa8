# Rouge's lexer of Java stops before records. The words below are keywords by their place only, so
# each is told by what stands around it; a variable may still be called record or when.
module Rouge
  module Lexers
    class Java25 < Java
      title 'Java 25'
      tag 'java'

      modifiers = %w(
        abstract default final native private protected public static strictfp synchronized transient
        volatile sealed non-sealed
      )

      prepend :root do
        rule %r/\s+/, Text
        rule %r/"""[ \t]*\n(?:\\.|(?!""").)*"""/m, Str::Heredoc
        rule %r/"(?:\\.|[^"\\\n])*"/, Str
        # Before the rule for methods, which would take a modifier for a part of the type returned.
        rule %r/(?:#{modifiers.join('|')})(?=\s+[[:alpha:]@<])/, Keyword::Declaration
        rule %r/record(?=\s+[[:upper:]][[:word:]]*\s*[(<])/, Keyword::Declaration, :class
        rule %r/permits(?=\s+[[:upper:]])/, Keyword::Declaration
        rule %r/var(?=\s+[[:alpha:]_])/, Keyword
        rule %r/yield(?=\s+[^\s=.;,)])/, Keyword
        rule %r/([[:upper:]][[:word:].]*)(\s+)([[:alpha:]_][[:word:]]*)(\s+)(when)(?=\s)/ do
          groups Name::Class, Text, Name, Text, Keyword
        end
        rule %r/when(?=\s+[^\s=.;,)])/, Keyword
        rule %r/_(?![[:word:]])/, Keyword
      end
    end
  end
end
