using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions;

/// <summary>Templates, values and names as a suite has them.</summary>
internal static partial class SuiteYaml
{
    /// <summary>The comment above a suite: where it comes from, and what is missing in it.</summary>
    /// <param name="file">The file that it was made of.</param>
    /// <param name="tool">The tool whose file it is.</param>
    /// <param name="remarks">What became of its parts.</param>
    public static string Head(string file, string tool, Remarks remarks)
    {
        string[] refused =
        [
            .. remarks
                .All.Where(remark => remark.Fate == ConversionFate.Refused)
                .Select(remark => $"- {remark.At with { File = Path.GetFileName(remark.At.File) }}: {remark.What}"),
        ];
        string[] lines =
        [
            YamlText.Comment($"Written by `evalharness convert` from {Path.GetFileName(file)} of {tool}."),
            .. refused.Length > 0 ? ["# Left out, because the same cannot be said here:"] : Array.Empty<string>(),
            .. refused.Select(YamlText.Comment),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
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
                $"{{ {string.Join(", ", json.Select(one => $"{YamlText.Scalar(one.Key)}: {Flow(one.Value)}"))} }}",
            JsonArray list => $"[{string.Join(", ", list.Select(Flow))}]",
            _ when value.GetValueKind() == JsonValueKind.String => YamlText.Scalar(value.GetValue<string>()),
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

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex NoName();

    [GeneratedRegex(@"^(all|baseline|custom|y|n|yes|no|on|off|true|false|null|nan|inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Taken();
}
