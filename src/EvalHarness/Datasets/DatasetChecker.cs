using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>
/// Looks for what makes a measurement worth less than it seems: duplicates, leakage from rows that were learned from,
/// conflicting labels, targets that no answer can match, clusters that are none. Remembers hashes, not texts: about
/// 100 bytes a sample.
/// </summary>
/// <param name="shown">Fields that the model sees: what makes two samples the same; all fields when empty.</param>
/// <param name="isLabel">Whether a target can be answered at all; null when answers are open.</param>
internal sealed class DatasetChecker(ImmutableArray<string> shown, Func<string, bool>? isLabel = null)
{
    private readonly Dictionary<ulong, Location> ids = [];
    private readonly Dictionary<ulong, (Location At, ulong Exact, ulong Targets)> seen = [];
    private readonly Dictionary<ulong, (string Role, Location At)> examples = [];
    private readonly Dictionary<string, int> clusters = new(StringComparer.Ordinal);
    private readonly List<Fault> faults = [];
    private readonly SortedDictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private int samples;

    /// <summary>Takes in a row that a model learned from or is shown; all of these first.</summary>
    /// <param name="example">The row.</param>
    /// <param name="role">What it is, for the warning: <c>train</c> or <c>few-shot</c>.</param>
    public void AddExample(Sample example, string role)
    {
        ArgumentNullException.ThrowIfNull(example);
        examples.TryAdd(Normal(example), (role, example.Source));
    }

    /// <summary>Takes in a sample of the dataset.</summary>
    /// <param name="sample">A sample of the dataset; all examples are in before the first.</param>
    public void Add(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        samples++;
        if (!ids.TryAdd(Key(sample.Id), sample.Source) && faults.Count < 20)
        {
            faults.Add(
                new Fault(
                    sample.Source,
                    $"a second sample '{VisibleText.Id(sample.Id)}', first at line {Line(ids[Key(sample.Id)])}",
                    "each id once"
                )
            );
        }

        if (sample.Cluster is { } cluster)
        {
            clusters[cluster] = clusters.GetValueOrDefault(cluster) + 1;
        }

        if (isLabel is not null && !sample.Targets.All(isLabel))
        {
            Count(
                "5",
                sample,
                null,
                "with a target that is none of the answer's labels, so that no answer can be right"
            );
        }

        CheckExamples(sample);
        CheckDuplicates(sample);
    }

    /// <summary>What was found, each kind of trouble once, with the number of samples and the first of them.</summary>
    public DatasetFindings Conclude()
    {
        var warnings = tallies.Values.Select(t => t.ToWarning()).ToList();
        if (clusters.Count > 1 && clusters.Count == samples)
        {
            warnings.Add(new Warning(FirstLine(), "every cluster has one member, so that clusters change nothing"));
        }
        else if (clusters.Count is > 0 and < 30)
        {
            warnings.Add(
                new Warning(
                    FirstLine(),
                    $"only {Text(clusters.Count)} clusters: intervals that allow for them are rough below 30"
                )
            );
        }

        return new DatasetFindings([.. faults], [.. warnings]);
    }

    private void CheckExamples(Sample sample)
    {
        if (!examples.TryGetValue(Normal(sample), out var example))
        {
            return;
        }

        if (example.At == sample.Source)
        {
            Count("1" + example.Role, sample, null, $"that are {example.Role} rows themselves");
        }
        else
        {
            Count("2" + example.Role, sample, example.At, $"that read the same as a {example.Role} row");
        }
    }

    private void CheckDuplicates(Sample sample)
    {
        var (exact, targets) = (Exact(sample), Key([.. sample.Targets]));
        if (seen.TryAdd(Normal(sample), (sample.Source, exact, targets)))
        {
            return;
        }

        var (at, firstExact, firstTargets) = seen[Normal(sample)];
        if (firstTargets != targets)
        {
            Count("3", sample, at, "that read the same as an earlier one and have another target");
        }
        else if (firstExact == exact)
        {
            Count("4a", sample, at, "that read the same as an earlier one");
        }
        else
        {
            Count("4b", sample, at, "that read the same as an earlier one but for case, punctuation and spaces");
        }
    }

    private void Count(string kind, Sample sample, Location? other, string what)
    {
        if (!tallies.TryGetValue(kind, out var tally))
        {
            tallies[kind] = tally = new Tally(sample, other, what);
        }

        tally.Count++;
    }

    private Location FirstLine() => new(ids.Values.FirstOrDefault().File ?? "");

    private ulong Exact(Sample sample) => Key([.. Shown(sample)]);

    private ulong Normal(Sample sample) => Key([.. Shown(sample).Select(NormalText)]);

    /// <summary>What is seen of a sample, pictures by the hash of their bytes.</summary>
    private IEnumerable<string> Shown(Sample sample) =>
        (
            shown.IsDefaultOrEmpty
                ? sample.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value)
                : shown.Select(name => sample.Fields.GetValueOrDefault(name, ""))
        ).Concat(sample.Images.Select(image => image.Hash));

    private static string NormalText(string text) =>
        string.Create(
            text.Length,
            text,
            static (span, text) =>
            {
                for (int i = 0; i < text.Length; i++)
                {
                    span[i] =
                        char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i])
                            ? char.ToUpperInvariant(text[i])
                            : ' ';
                }
            }
        )
            is var spaced
            ? string.Join(' ', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : "";

    private static ulong Key(params string[] parts) =>
        ulong.Parse(Digest.Of(parts).AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Line(Location at) => Text(at.Line);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Tally(Sample first, Location? other, string what)
    {
        public int Count { get; set; }

        public Warning ToWarning()
        {
            string like = other is { } at
                ? at.File == first.Source.File
                    ? $", like line {Line(at)}"
                    : $", like {at}"
                : "";
            return new Warning(
                first.Source,
                $"samples {what}: {Text(Count)}; the first is '{VisibleText.Id(first.Id)}'{like}"
            );
        }
    }
}
