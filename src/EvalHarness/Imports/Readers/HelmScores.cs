using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>Statistics of HELM by sample: <c>per_instance_stats.json</c>, where each metric writes rows of its own.</summary>
internal sealed class HelmScores
{
    private readonly Dictionary<string, List<List<(string Name, double? Value)>>> scores = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>Reads the statistics of all samples.</summary>
    /// <param name="file">Full path; null where there is none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public static async Task<HelmScores> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        var all = new HelmScores();
        if (file is not null)
        {
            await foreach (var part in JsonWalk.RowsAsync(file, cancellationToken))
            {
                all.Add(part.Read(), part.At);
            }
        }

        return all;
    }

    /// <summary>Names of the statistics and splits that samples have.</summary>
    /// <param name="file">Full path; null where there is none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public static async Task<HelmNames> NamesAsync(string? file, CancellationToken cancellationToken)
    {
        var metrics = ImmutableHashSet.CreateBuilder<string>();
        var splits = new List<string>();
        if (file is not null)
        {
            await foreach (var part in JsonWalk.RowsAsync(file, cancellationToken))
            {
                foreach (var name in part.Read().Items("stats").Select(stat => stat.At("name") ?? default))
                {
                    metrics.Add(name.Text("name") ?? "");
                    if (name.Text("split") is { Length: > 0 } split && !splits.Contains(split) && splits.Count < 64)
                    {
                        splits.Add(split);
                    }
                }
            }
        }

        return new HelmNames(metrics.ToImmutable(), [.. splits]);
    }

    /// <summary>The statistics of an answer; none where the file has none.</summary>
    /// <param name="key">What tells the sample in one trial.</param>
    /// <param name="repeat">Number of the answer in that trial, from 0.</param>
    public IReadOnlyList<(string Name, double? Value)> Of(string key, int repeat) =>
        scores.GetValueOrDefault(key) is { } repeats && repeat < repeats.Count ? repeats[repeat] : [];

    /// <summary>What tells a sample, or a perturbed copy of it, in one trial.</summary>
    /// <param name="id">Id of the sample.</param>
    /// <param name="perturbation">What was perturbed.</param>
    /// <param name="trial">Number of the train trial.</param>
    public static string Key(string id, JsonElement? perturbation, int trial)
    {
        string how = string.Join(
            '\u0001',
            (perturbation ?? default)
                .Properties()
                .Where(one => one.Name != "computed_on")
                .Select(one => $"{one.Name}={ImportedJson.Of(one.Value)}")
                .Order(StringComparer.Ordinal)
        );
        return Digest.Of([id, how, trial.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
    }

    private void Add(JsonElement row, Location at)
    {
        if (row.Text("instance_id") is not { } id)
        {
            throw new DocumentException(new Fault(at, "a row without 'instance_id'", "statistics of one sample a row"));
        }

        string key = Key(id, row.At("perturbation"), row.Whole("train_trial_index") ?? 0);
        if (!scores.TryGetValue(key, out var repeats))
        {
            scores[key] = repeats = [];
        }

        var stats = row.Items("stats")
            .Select(stat => (Name: Kept(stat.Text("name", "name") ?? ""), Value: HelmTotals.Mean(stat)))
            .ToList();
        // A row of another metric goes with those before; one of the same metric is of the next answer.
        if (repeats.Find(list => !list.Exists(known => stats.Exists(stat => stat.Name == known.Name))) is { } open)
        {
            open.AddRange(stats);
        }
        else
        {
            repeats.Add(stats);
        }
    }

    private string Kept(string name)
    {
        names.TryAdd(name, name);
        return names[name];
    }
}
