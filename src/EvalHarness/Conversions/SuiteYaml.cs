using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EvalHarness.Conversions;

/// <summary>Texts as a suite has them, so that they are read back letter for letter.</summary>
internal static partial class SuiteYaml
{
    /// <summary>A value in one line.</summary>
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

    /// <summary>A template that shows a text as it is.</summary>
    /// <param name="text">The text.</param>
    public static string Literal(string text) => text.Replace("{{", "\\{{", StringComparison.Ordinal);

    /// <summary>A value of JSON in one line.</summary>
    /// <param name="value">The value.</param>
    public static string Flow(JsonNode? value) =>
        value switch
        {
            null => "null",
            JsonObject json =>
                $"{{ {string.Join(", ", json.Select(one => $"{Scalar(one.Key)}: {Flow(one.Value)}"))} }}",
            JsonArray list => $"[{string.Join(", ", list.Select(Flow))}]",
            _ when value.GetValueKind() == JsonValueKind.String => Scalar(value.GetValue<string>()),
            _ => value.ToJsonString(),
        };

    /// <summary>A name that suites, tasks and models may have.</summary>
    /// <param name="text">What it is made of.</param>
    /// <param name="otherwise">The name where nothing is left.</param>
    public static string Name(string text, string otherwise)
    {
        string name = NoName().Replace(text, "-").Trim('-', '.', '_');
        name = name.Length > 60 ? name[..60].TrimEnd('-', '.', '_') : name;
        return
            name.Length == 0 || name.All(letter => char.IsAsciiDigit(letter) || letter == '.') || Taken().IsMatch(name)
            ? (otherwise + (name.Length == 0 ? "" : "-" + name))
            : name;
    }

    /// <summary>The name, or with a number behind it the first that is not there yet; it is there then.</summary>
    /// <param name="name">The name.</param>
    /// <param name="taken">Those that are there, whatever their case.</param>
    public static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        }

        return unique;
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

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_./-]*\z")]
    private static partial Regex Plain();

    // Words that some readers of YAML take for something else.
    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null|nan|inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex NoName();

    [GeneratedRegex(@"^(all|baseline|custom|y|n|yes|no|on|off|true|false|null|nan|inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Taken();
}
