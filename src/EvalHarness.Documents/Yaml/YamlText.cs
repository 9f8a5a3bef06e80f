using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EvalHarness.Yaml;

/// <summary>Texts as files of this tool have them, so that they are read back letter for letter.</summary>
public static partial class YamlText
{
    /// <summary>A value in one line: as it is where nobody can misread it, else in double quotes, its variables written out.</summary>
    /// <param name="text">The value.</param>
    public static string Scalar(string text) =>
        Plain().IsMatch(text) && !Word().IsMatch(text)
            ? text
            : "\""
                + string.Concat(
                    text.Replace("${", "$${", StringComparison.Ordinal)
                        .Select(letter =>
                            letter switch
                            {
                                '"' or '\\' => "\\" + letter,
                                '\n' => "\\n",
                                '\t' => "\\t",
                                _ => IsHidden(letter)
                                    ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}")
                                    : letter.ToString(),
                            }
                        )
                )
                + "\"";

    /// <summary>A list in one line.</summary>
    /// <param name="texts">Its items.</param>
    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Scalar))}]";

    /// <summary>A text behind a key: a block where it has several lines that a person can read, else one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indent">Columns by which its lines are indented.</param>
    public static string Text(string text, int indent)
    {
        string[] lines = text.Split('\n');
        bool isReadable =
            lines.Length > 1
            && lines[0].Length > 0
            && lines[^1].Length > 0
            && !text.Any(letter => letter != '\n' && (letter == '\t' || IsHidden(letter)))
            && !Array.Exists(lines, line => line.EndsWith(' ') || line.StartsWith(' '));
        if (!isReadable)
        {
            return Scalar(text);
        }

        string margin = new(' ', indent);
        return "|-\n"
            + string.Join(
                '\n',
                lines.Select(line =>
                    line.Length == 0 ? "" : margin + line.Replace("${", "$${", StringComparison.Ordinal)
                )
            );
    }

    /// <summary>A comment of a line, whatever the text.</summary>
    /// <param name="text">The text.</param>
    public static string Comment(string text)
    {
        var line = new StringBuilder("# ");
        foreach (char letter in text)
        {
            line.Append(letter == '\n' || letter == '\r' || IsHidden(letter) ? ' ' : letter);
        }

        return line.ToString();
    }

    private static bool IsHidden(char letter) =>
        char.IsControl(letter)
        || char.IsSurrogate(letter)
        || letter is '\u00a0' or '\u2028' or '\u2029' or '\ufeff'
        || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned;

    [GeneratedRegex(@"^(?:(?:\.{1,2}/)+|/)?[A-Za-z_][A-Za-z0-9_./-]*\z")]
    private static partial Regex Plain();

    // Words that some readers of YAML take for something else.
    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null|nan|inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
