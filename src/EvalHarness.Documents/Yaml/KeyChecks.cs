using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>What may stand as a key: text, once.</summary>
internal static class KeyChecks
{
    /// <summary>Whether a node is a key of its mapping; if not, the fault is noted.</summary>
    /// <param name="key">The node.</param>
    /// <param name="seen">Keys of the mapping so far; the key is added.</param>
    /// <param name="findings">Where the fault goes.</param>
    public static bool IsKey(YamlNode key, Dictionary<string, Location> seen, FaultCollector findings)
    {
        if (key is not YamlScalar scalar)
        {
            findings.Add(
                key.At,
                $"{key.Describe()} as a key",
                "text; a template such as {{field}} stands in quotes or below '|'"
            );
            return false;
        }

        if (scalar.Style == YamlStyle.Plain && Kind(scalar) is { } kind)
        {
            findings.Add(key.At, $"{kind} as a key", $"text; quote it if it is a name: \"{scalar.Text}\"");
            return false;
        }

        if (scalar is { IsPlain: true, Text: "<<" })
        {
            findings.Add(key.At, "the merge key '<<'", "the keys written out, or 'include:' for models");
            return false;
        }

        if (scalar.Text.Contains("${", StringComparison.Ordinal))
        {
            findings.Add(key.At, "a variable in a key", "variables in values only");
            return false;
        }

        if (!seen.TryAdd(scalar.Text, scalar.At))
        {
            findings.Add(
                key.At,
                $"the key {Wording.Quote(scalar.Text)} again, first at line {seen[scalar.Text].Line}",
                "each key once"
            );
            return false;
        }

        return true;
    }

    /// <summary>What a plain key is that is no text; the words of YAML 1.1 are text here, for <c>on:</c> is a key of ours.</summary>
    private static string? Kind(YamlScalar scalar) =>
        scalar.IsNull ? "nothing"
        : scalar.Text is "true" or "false" ? $"the boolean {scalar.Text}"
        : PlainValue.IsNumber(scalar.Text) ? $"the number {Wording.Quote(scalar.Text)}"
        : null;
}
