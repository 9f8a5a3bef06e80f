using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace EvalHarness.Reports.Drawings;

/// <summary>The colours of the page by the names of its style sheet, for both schemes.</summary>
internal static partial class Palette
{
    private static readonly Lazy<(FrozenDictionary<string, string> Light, FrozenDictionary<string, string> Dark)> Read =
        new(() =>
        {
            string css = Text("a-tokens.css") + Text("f-verdict.css");
            return (Rules(css, ":root {"), Rules(css, ":root[data-theme=dark] {"));
        });

    /// <summary>A colour of the light scheme.</summary>
    /// <param name="token">Its name: <c>ink</c>, <c>custom</c>.</param>
    public static string Light(string token) => Read.Value.Light[token];

    /// <summary>A colour of the dark scheme.</summary>
    /// <param name="token">Its name.</param>
    public static string Dark(string token) => Read.Value.Dark[token];

    /// <summary>The name in a figure's <c>var(--name)</c>.</summary>
    public static string Token(string color) =>
        color.StartsWith("var(--", StringComparison.Ordinal) ? color[6..^1] : color;

    private static FrozenDictionary<string, string> Rules(string css, string selector)
    {
        var rules = new Dictionary<string, string>(StringComparer.Ordinal);
        for (
            int start = css.IndexOf(selector, StringComparison.Ordinal);
            start >= 0;
            start = css.IndexOf(selector, start + 1, StringComparison.Ordinal)
        )
        {
            int end = css.IndexOf('}', start);
            foreach (Match rule in Rule().Matches(css[start..end]))
            {
                rules[rule.Groups[1].Value] = rule.Groups[2].Value;
            }
        }

        return rules.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Text(string name)
    {
        var assembly = typeof(Palette).Assembly;
        string resource = assembly
            .GetManifestResourceNames()
            .Single(one => one.EndsWith("Assets." + name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("--([a-z0-9]+): (#[0-9a-f]{6})")]
    private static partial Regex Rule();
}
