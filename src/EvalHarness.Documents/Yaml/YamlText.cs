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
            : "\"" + string.Concat(Letters(text.Replace("${", "$${", StringComparison.Ordinal)).Select(Quoted)) + "\"";

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
            && !Letters(text).Any(letter => letter != "\n" && (letter == "\t" || IsHidden(letter)))
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
        foreach (string letter in Letters(text))
        {
            line.Append(letter is "\n" or "\r" || IsHidden(letter) ? " " : letter);
        }

        return line.ToString();
    }

    /// <summary>A letter between double quotes.</summary>
    private static string Quoted(string letter) =>
        letter switch
        {
            "\"" or "\\" => "\\" + letter,
            "\n" => "\\n",
            "\t" => "\\t",
            _ when !IsHidden(letter) => letter,
            [var unit] => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(letter, 0):x8}"),
        };

    /// <summary>The letters of a text; half of one that lacks the other half stands by itself.</summary>
    private static IEnumerable<string> Letters(string text)
    {
        for (int at = 0, length; at < text.Length; at += length)
        {
            length = Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1;
            yield return text.Substring(at, length);
        }
    }

    private static bool IsHidden(string letter) =>
        !Rune.TryGetRuneAt(letter, 0, out var rune)
        || Rune.IsControl(rune)
        || rune.Value is '\u00a0' or '\u2028' or '\u2029' or '\ufeff'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned;

    [GeneratedRegex(@"^(?:(?:\.{1,2}/)+|/)?[A-Za-z_][A-Za-z0-9_./-]*\z")]
    private static partial Regex Plain();

    // Words that some readers of YAML take for something else.
    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null|nan|inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
