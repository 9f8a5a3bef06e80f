using System.Text;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Specs;

/// <summary>
/// The stamp of a decision as it was written, before results were attached: a prior tuned after seeing the result shows
/// by another stamp. Comments, layout and the order of keys do not count.
/// </summary>
internal static class DecisionHash
{
    /// <summary>The stamp of a section.</summary>
    /// <param name="section">The value of the key <c>decision:</c>, or a whole file.</param>
    public static string Of(YamlNode section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var text = new StringBuilder();
        Write(section, text);
        return Digest.Of("decision/1", text.ToString())[..16];
    }

    /// <summary>The stamp of the section in the text of a suite; null where it has none.</summary>
    /// <param name="suite">The text of a suite, as a run keeps it.</param>
    public static string? InSuite(string suite) =>
        DecisionReader.SectionOf(suite, "suite") is { } section ? Of(section) : null;

    private static void Write(YamlNode node, StringBuilder into)
    {
        switch (node)
        {
            case YamlMapping mapping:
                into.Append('{');
                foreach (var entry in mapping.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    Quote(entry.Key, into).Append(':');
                    Write(entry.Value, into);
                }

                into.Append('}');
                break;
            case YamlSequence list:
                into.Append('[');
                foreach (var item in list.Items)
                {
                    Write(item, into);
                }

                into.Append(']');
                break;
            case YamlScalar scalar:
                Quote(scalar.Text, into);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static StringBuilder Quote(string text, StringBuilder into) =>
        into.Append(text.Length).Append('"').Append(text);
}
