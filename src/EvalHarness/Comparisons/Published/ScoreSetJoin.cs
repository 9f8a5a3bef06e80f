using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Published;

/// <summary>Joins scores of several logs into one table, sample by sample: by content, then by id with the content compared.</summary>
internal static class ScoreSetJoin
{
    /// <summary>The tasks that all models answer some samples of, on the samples that all of them answer.</summary>
    /// <param name="name">Name of the whole.</param>
    /// <param name="sets">The scores; at least one set.</param>
    /// <param name="compare">What is compared with what.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="areLearnedTold">Whether samples were looked for among what a model learned from.</param>
    /// <exception cref="DocumentException">No two sets share a sample, or they are scored in ways that cannot be compared.</exception>
    public static ScoreTable Join(
        string name,
        ImmutableArray<ScoreSet> sets,
        CompareSpec compare,
        long seed,
        bool areLearnedTold = false
    )
    {
        // Sets whose texts are at hand come first: the others are looked for in them.
        var tasks = new List<JoinedTask>();
        foreach (var set in sets.OrderBy(set => set.Contents.Count == 0))
        {
            var found = tasks
                .Select(task => (Task: task, Found: task.Find(set)))
                .Where(one => one.Found.Score > 0)
                .ToList();
            if (found.Count == 0)
            {
                tasks.Add(new JoinedTask(set) { AreLearnedTold = areLearnedTold });
                continue;
            }

            var best = found.MaxBy(one => one.Found.Score);
            best.Task.Add(set, best.Found);
        }

        if (sets.Length > 1 && tasks.TrueForAll(task => task.Count == 1))
        {
            throw new DocumentException(
                new Fault(
                    new Location(sets[1].Source),
                    $"no sample of {VisibleText.Id(sets[0].Source)}",
                    "logs of the same samples"
                )
            );
        }

        var joined = tasks.Where(task => sets.Length == 1 || task.Count > 1).ToList();
        var names = Names(sets);
        ScoreTable[] parts =
        [
            .. joined.Select(task =>
                ScoreRows.Tabulate(
                    task.Name,
                    task.Rows(set => names[set]),
                    compare,
                    task.HasClusters ? "cluster" : null,
                    task.HigherIsBetter,
                    seed
                )
            ),
        ];
        string[] alone = [.. tasks.Except(joined).Select(task => task.Name)];
        var models = sets.Where(set => joined.Exists(task => task.Has(set)))
            .Select(set => Header(set, names[set]))
            .DistinctBy(model => model.Name)
            .ToImmutableArray();
        return new ScoreTable(
            parts[0].Header with
            {
                Id = name,
                Suite = name,
                Models = models,
                Tasks =
                [
                    .. parts.Select(
                        (part, i) => part.Header.Tasks[0] with { Protocols = joined[i].Protocols(set => names[set]) }
                    ),
                ],
                Warnings =
                [
                    .. joined.SelectMany(task => task.Warnings),
                    .. alone.Select(task => $"{VisibleText.Id(task)}: in one log alone, and left out."),
                ],
            },
            [
                .. parts.Select(
                    (part, i) =>
                        part.Tasks[0] with
                        {
                            Task = part.Tasks[0].Task with { Protocols = joined[i].Protocols(set => names[set]) },
                            Models =
                            [
                                .. part.Tasks[0].Models.Select(model => models.First(one => one.Name == model.Name)),
                            ],
                        }
                ),
            ]
        );
    }

    private static ModelHeader Header(ScoreSet set, string name) =>
        (
            set.Header
            ?? new ModelHeader(set.Model, "imported", ModelKind.General, $"from {set.Source}", set.Source)
            {
                IsRecorded = true,
            }
        ) with
        {
            Name = name,
        };

    /// <summary>What each set's model is called: by its log too, where another log has one of that name.</summary>
    private static Dictionary<ScoreSet, string> Names(ImmutableArray<ScoreSet> sets)
    {
        var names = new Dictionary<ScoreSet, string>(ReferenceEqualityComparer.Instance);
        foreach (var set in sets)
        {
            string model = set.Model.Length == 0 ? Path.GetFileNameWithoutExtension(set.Source) : set.Model;
            bool isOne =
                sets.Where(other => other.Model == set.Model).Select(other => other.Source).Distinct().Count() == 1;
            names[set] = isOne ? model : $"{model} ({Path.GetFileName(set.Source)})";
        }

        return names;
    }
}
