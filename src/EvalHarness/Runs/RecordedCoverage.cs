using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Logs;
using EvalHarness.Models.Providers;
using EvalHarness.Models.Recordings;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>Holds answers made elsewhere against the samples of a suite: what is left over on either side is told, with its number.</summary>
/// <param name="tasks">The tasks.</param>
/// <param name="connector">Gives models what they need.</param>
/// <param name="samplesFile">Where the samples of the tasks lie.</param>
internal sealed class RecordedCoverage(ImmutableArray<TaskPlan> tasks, ModelConnector connector, string samplesFile)
{
    /// <summary>What a model's answers and the samples do not have in common; nothing of answers that this tool wrote down.</summary>
    /// <param name="model">A model; one whose answers are not recorded has nothing to tell.</param>
    /// <param name="found">Where it goes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">The answers cannot be read.</exception>
    public async Task FindAsync(ModelSpec model, List<Warning> found, CancellationToken cancellationToken)
    {
        if (tasks.IsEmpty)
        {
            return;
        }

        if (model.Provider is Imported imported)
        {
            using var logs = await imported.OpenAsync(connector.ContextOf(model, tasks[0]), cancellationToken);
            found.AddRange(await FindAsync(model, logs, cancellationToken));
        }

        if (model.Provider is not Replay replay)
        {
            return;
        }

        var context = connector.ContextOf(model, tasks[0]);
        if (await replay.AreOwnAsync(context, cancellationToken))
        {
            return;
        }

        var (answers, recorded) = await replay.OpenAsync(context, cancellationToken);
        using (answers)
        {
            var counts = tasks.ToDictionary(task => task.Task.Name, _ => new Count(), StringComparer.Ordinal);
            var known = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var (task, sample) in RunLog.ReadSamplesAsync(samplesFile, cancellationToken))
            {
                string id = ReplayClient.IdOf(sample, replay.By);
                counts[task].Add(known.Add(id), answers.Has(recorded, task, id), sample.Id);
            }

            string[] strangers =
            [
                .. answers.SamplesOf(recorded).Where(id => !known.Contains(id)).Order(StringComparer.Ordinal),
            ];
            found.AddRange(Tell(model, strangers, answers.Doubled));
            found.AddRange(counts.SelectMany(task => Tell(model, task.Key, task.Value, replay.By)));
        }
    }

    /// <summary>What logs of another tool and the samples do not have in common, and where they contradict each other.</summary>
    private async Task<List<Warning>> FindAsync(
        ModelSpec model,
        ImportedAnswers logs,
        CancellationToken cancellationToken
    )
    {
        var counts = tasks.ToDictionary(task => task.Task.Name, _ => new Count(), StringComparer.Ordinal);
        var kinds = new Dictionary<MatchKind, (int Count, string First)>();
        var known = new HashSet<(string, string)>();
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(samplesFile, cancellationToken))
        {
            var (kind, name, id) = logs.Find(task, sample);
            counts[task].Add(id is null || known.Add((name!, id)), id is not null, sample.Id);
            kinds[kind] = kinds.TryGetValue(kind, out var before) ? (before.Count + 1, before.First) : (1, sample.Id);
        }

        var warnings = new List<Warning>();
        foreach (
            var (kind, what) in new[]
            {
                (MatchKind.Conflict, "other content under the id of"),
                (MatchKind.Ambiguous, "several samples with the content of"),
                (MatchKind.Id, "no content to hold against that of"),
            }
        )
        {
            if (kinds.TryGetValue(kind, out var one))
            {
                warnings.Add(
                    Say(
                        model,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"the logs have {what} {one.Count} samples, the first '{VisibleText.Id(one.First)}': {(kind == MatchKind.Id ? "they are joined by id alone" : "they are not run")}"
                        )
                    )
                );
            }
        }

        string[] strangers = [.. logs.Samples.Where(one => !known.Contains(one)).Select(one => one.Id)];
        return
        [
            .. warnings,
            .. Tell(model, strangers, 0),
            .. counts.SelectMany(task => Tell(model, task.Key, task.Value, null)),
        ];
    }

    private static IEnumerable<Warning> Tell(ModelSpec model, string[] strangers, int doubled)
    {
        if (strangers.Length > 0)
        {
            yield return Say(
                model,
                $"{Number(strangers.Length, "recorded answer")} for no sample of the suite, the first for '{VisibleText.Id(strangers[0])}'"
            );
        }

        if (doubled > 0)
        {
            yield return Say(model, $"{Number(doubled, "recorded answer")} twice in the files, word for word");
        }
    }

    private static IEnumerable<Warning> Tell(ModelSpec model, string task, Count count, string? by)
    {
        if (count.Missing > 0)
        {
            yield return Say(
                model,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"no answer was recorded for {count.Missing} of {count.Samples} samples of task '{task}', the first '{VisibleText.Id(count.FirstMissing)}': they are not run"
                )
            );
        }

        if (by is not null && count.Shared > 0)
        {
            yield return Say(
                model,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count.Shared} of {count.Samples} samples of task '{task}' have the same '{by}' as an earlier one, and so its answer"
                )
            );
        }
    }

    private static Warning Say(ModelSpec model, string what) => new(model.Declared, $"model '{model.Name}': {what}");

    private static string Number(int count, string noun) =>
        count == 1 ? $"1 {noun} is" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s are");

    /// <summary>The samples of a task.</summary>
    private sealed class Count
    {
        public int Samples { get; private set; }

        public int Missing { get; private set; }

        public int Shared { get; private set; }

        public string FirstMissing { get; private set; } = "";

        public void Add(bool isNew, bool hasAnswer, string id)
        {
            Samples++;
            Shared += isNew ? 0 : 1;
            if (!hasAnswer)
            {
                FirstMissing = Missing == 0 ? id : FirstMissing;
                Missing++;
            }
        }
    }
}
