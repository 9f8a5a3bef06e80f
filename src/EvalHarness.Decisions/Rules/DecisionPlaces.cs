using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Rules;

/// <summary>Where in the file the subject of a finding stands.</summary>
internal static class DecisionPlaces
{
    private static readonly Dictionary<string, string> Keys = ParameterCatalog.All.ToDictionary(
        one => one.Name,
        one => one.Key,
        StringComparer.Ordinal
    );

    /// <summary>The place of what a finding is about.</summary>
    public static Location Of(YamlNode section, Finding finding) =>
        finding.Path.IsEmpty ? Of(section, finding.Subject) : Follow(section, finding.Path);

    /// <summary>The names of all options that were written; null where one has none.</summary>
    public static IEnumerable<string?> Options(YamlNode section) => Entries(section, "options").Select(Id);

    /// <summary>The place of an option, a study or a parameter by its name; the section's own where it is none of them.</summary>
    public static Location Of(YamlNode section, string subject)
    {
        if ((Named(section, "options", subject) ?? Named(section, "studies", subject)) is { } whole)
        {
            return whole.At;
        }

        // A name may end as another does: the longest is meant.
        foreach (var option in Entries(section, "options").OrderByDescending(option => Id(option)?.Length ?? 0))
        {
            string suffix = $".{Id(option)}";
            if (subject.EndsWith(suffix, StringComparison.Ordinal))
            {
                string name = subject[..^suffix.Length];
                return Follow(option, Keys.GetValueOrDefault(name, name).Split('.'));
            }
        }

        return Follow(section, Keys.GetValueOrDefault(subject, subject).Split('.'));
    }

    /// <summary>The place of what a slice measures, or of the slice.</summary>
    public static Location OfSlice(YamlNode section, string id) => Follow(section, ["slices", id, "run_metric"]);

    /// <summary>The place of a class among those of the value.</summary>
    public static Location OfClass(YamlNode section, string name) => Follow(section, ["value", "classes", name]);

    private static YamlMapping? Named(YamlNode section, string list, string id) =>
        Entries(section, list).FirstOrDefault(entry => id.Length > 0 && Id(entry) == id);

    private static IEnumerable<YamlMapping> Entries(YamlNode section, string list) =>
        section is YamlMapping mapping && mapping.Find(list)?.Value is YamlSequence items
            ? items.Items.OfType<YamlMapping>()
            : [];

    private static string? Id(YamlMapping entry) => (entry.Find("id")?.Value as YamlScalar)?.Text;

    /// <summary>The place at the end of a path, or as far as it was written.</summary>
    private static Location Follow(YamlNode node, IEnumerable<string> path)
    {
        var at = node.At;
        foreach (string step in path)
        {
            if (Next(node, step) is not { } next)
            {
                break;
            }

            (node, at) = next;
        }

        return at;
    }

    private static (YamlNode Node, Location At)? Next(YamlNode node, string step) =>
        node switch
        {
            YamlMapping mapping when mapping.Find(step) is { } entry => (
                entry.Value,
                entry.Value is YamlScalar { IsNull: false } or YamlSequence or YamlMapping
                    ? entry.Value.At
                    : entry.KeyAt
            ),
            YamlSequence list
                when list.Items.FirstOrDefault(item => item is YamlMapping one && Id(one) == step) is { } item => (
                item,
                item.At
            ),
            YamlSequence list
                when list.Items.FirstOrDefault(item => item is YamlScalar one && one.Text == step) is { } item => (
                item,
                item.At
            ),
            YamlSequence list
                when int.TryParse(step, CultureInfo.InvariantCulture, out int place) && place < list.Items.Length => (
                list.Items[place],
                list.Items[place].At
            ),
            _ => null,
        };
}
