using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>
/// The random order in which a run that may stop early asks about the samples of a task: fixed by seed, task and names alone,
/// before anything is asked. Samples of one cluster stand together, for clusters are what is drawn.
/// </summary>
/// <param name="Samples">Places of the samples in the dataset, first asked first.</param>
/// <param name="UnitEnds">How many samples the first so many independent units have.</param>
internal sealed record SamplingOrder(ImmutableArray<int> Samples, ImmutableArray<int> UnitEnds)
{
    /// <summary>The order of a task's samples.</summary>
    /// <param name="seed">Seed of the suite.</param>
    /// <param name="scores">The scores of the task.</param>
    public static SamplingOrder Of(long seed, TaskScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Of(
            seed,
            scores.Task.Name,
            scores.Samples.Select(sample => (sample.Id, scores.Task.ClusterField is null ? null : sample.Cluster))
        );
    }

    /// <summary>Draws the order.</summary>
    /// <param name="seed">Seed of the suite.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="samples">Ids and clusters of the samples, in the order of the dataset.</param>
    public static SamplingOrder Of(long seed, string task, IEnumerable<(string Id, string? Cluster)> samples)
    {
        string start = seed.ToString(CultureInfo.InvariantCulture);
        var drawn = samples
            .Select(
                (sample, place) =>
                    (
                        Place: place,
                        Draw: sample.Cluster is { } cluster
                            ? Digest.Of(start, task, "cluster", cluster)
                            : Digest.Of(start, task, "sample", sample.Id)
                    )
            )
            .OrderBy(sample => sample.Draw, StringComparer.Ordinal)
            .ThenBy(sample => sample.Place)
            .ToArray();
        var ends = ImmutableArray.CreateBuilder<int>();
        for (int i = 1; i <= drawn.Length; i++)
        {
            if (i == drawn.Length || drawn[i].Draw != drawn[i - 1].Draw)
            {
                ends.Add(i);
            }
        }

        return new SamplingOrder([.. drawn.Select(sample => sample.Place)], ends.ToImmutable());
    }

    /// <summary>Samples in the largest unit; 0 without any.</summary>
    public int LargestUnit => UnitEnds.Zip(UnitEnds.Prepend(0), (end, start) => end - start).Prepend(0).Max();

    /// <summary>Number of samples asked up to a look, by equal numbers of units between looks.</summary>
    /// <param name="look">The look, from 1; none is asked before.</param>
    /// <param name="looks">Number of looks planned.</param>
    public int SamplesAt(int look, int looks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(looks, 1);
        int units = (int)Math.Ceiling((double)UnitEnds.Length * Math.Clamp(look, 0, looks) / looks);
        return units == 0 ? 0 : UnitEnds[units - 1];
    }
}
