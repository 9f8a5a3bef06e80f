using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>Whether what a prompt shows of a sample gives the target away: then a model has only to copy.</summary>
/// <param name="shown">Fields that the prompt shows.</param>
/// <param name="declared">Where the task is declared.</param>
/// <remarks>
/// A passage that holds the answer somewhere is what extraction is about, and no doubt. A field that is the target, or ends with
/// it or with it behind a word for an answer in nearly every sample, is one.
/// </remarks>
internal sealed class PromptDoubts(ImmutableArray<string> shown, Location declared)
{
    private const int FewestSamples = 5;
    private const double NearlyAll = 0.8;

    private static readonly string[] Markers =
    [
        "answer",
        "label",
        "target",
        "a:",
        "gold",
        "solution",
        "output",
        "####",
    ];

    private readonly Dictionary<string, int> given = new(StringComparer.Ordinal);
    private readonly HashSet<string> targets = new(StringComparer.Ordinal);
    private int samples;

    /// <summary>Takes in a sample.</summary>
    /// <param name="sample">The sample.</param>
    public void Add(Sample sample)
    {
        if (sample.Targets.IsEmpty)
        {
            return;
        }

        samples++;
        if (targets.Count < 2)
        {
            targets.UnionWith(sample.Targets);
        }

        foreach (string field in shown)
        {
            if (sample.Targets.Any(target => GivesAway(sample.Fields.GetValueOrDefault(field, ""), target)))
            {
                given[field] = given.GetValueOrDefault(field) + 1;
            }
        }
    }

    /// <summary>A warning for each field that gives the target away.</summary>
    public IEnumerable<Warning> Conclude() =>
        samples < FewestSamples || targets.Count < 2
            ? []
            : from one in given
            where one.Value >= NearlyAll * samples
            orderby one.Key
            select new Warning(
                declared,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the prompt shows '{one.Key}', which ends with the target or is it in {one.Value} of {samples} samples: the answer is given away"
                )
            );

    private static bool GivesAway(string field, string target)
    {
        string said = field.TrimEnd().TrimEnd('.', '"', '\'', '}', ']', ')', '*', ' ');
        string right = target.Trim().TrimEnd('.');
        if (right.Length == 0 || said.Length < right.Length)
        {
            return false;
        }

        if (said.EndsWith(right, StringComparison.OrdinalIgnoreCase))
        {
            int before = said.Length - right.Length - 1;
            return before < 0 || !char.IsLetterOrDigit(said[before]);
        }

        int at = said.LastIndexOf(right, StringComparison.OrdinalIgnoreCase);
        string ahead = at <= 0 ? "" : said[Math.Max(0, at - 24)..at].ToLowerInvariant();
        return Markers.Any(marker => ahead.Contains(marker, StringComparison.Ordinal));
    }
}
