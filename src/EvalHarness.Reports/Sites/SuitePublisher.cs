using System.Collections.Immutable;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Core;

namespace EvalHarness.Reports.Sites;

/// <summary>Makes the pages of a suite: its runs, two runs compared, and the suite over all of them.</summary>
/// <param name="options">The site.</param>
/// <param name="folder">Its folder.</param>
/// <param name="library">The runs.</param>
/// <param name="cancellationToken">Stops the writing.</param>
internal sealed class SuitePublisher(
    SiteOptions options,
    SiteFolder folder,
    RunLibrary library,
    CancellationToken cancellationToken
)
{
    private readonly PageWriter pages = new(options, folder, cancellationToken);

    /// <summary>The runs of a suite: their pages, what they say, and what became of each model between them.</summary>
    public async Task<SuiteHistory?> PublishAsync(string suite, LoggedRun[] logged)
    {
        var shown = new List<(LoggedRun Run, RunEntry Entry)>();
        foreach (var run in logged)
        {
            if (await RunAsync(run) is { } entry)
            {
                shown.Add((run, entry));
            }
        }

        if (shown.Count == 0)
        {
            return null;
        }

        var steps = new List<ModelStep>();
        for (int place = 1; place < shown.Count; place++)
        {
            foreach (var (before, names) in Before(shown, place))
            {
                var all = await StepsAsync(shown[before], shown[place]);
                steps.AddRange(all.Where(step => names.Contains((step.Task, step.Model))));
            }
        }

        var runs = shown.Select(run => run.Entry.Facts).ToImmutableArray();
        var history = new SuiteHistory(suite, runs, StepVerdicts.Judge(steps, runs[^1].Confidence));
        var compared = await WriteComparisonsAsync(history, shown);
        var view = new SuiteView(history, compared);
        await pages.PageAsync<SuitePage>(
            new SiteDocument(view.Path, suite, view.Description)
            {
                Above = [("All suites", SitePaths.Index)],
                Here = IndexPage.Named(suite),
                Beside = [("Latest report", SitePaths.Run(suite, history.Latest.Id))],
                HasCharts = runs.Length > 1,
            },
            new
            {
                history.Runs,
                history.Steps,
                Compared = compared.Order(StringComparer.Ordinal),
            },
            () => view
        );
        return history;
    }

    /// <summary>What is known of a run, and its page; null where its log is broken.</summary>
    private async Task<RunEntry?> RunAsync(LoggedRun run)
    {
        string path = SitePaths.Run(run.Header.Suite, run.Header.Id);
        string key = await library.KeyAsync(run, cancellationToken);
        try
        {
            if (!folder.Known.Runs.TryGetValue(run.Name, out var entry) || entry.Key != key)
            {
                var evaluation = await library.OpenAsync(run, cancellationToken);
                library.Keep(run, evaluation.Scores);
                // Scoring may have written the scores anew.
                key = await library.KeyAsync(run, cancellationToken);
                entry = new RunEntry(key, await RunFactsOf.ReadAsync(evaluation, cancellationToken));
                await WriteAsync(entry, evaluation);
            }
            else
            {
                await WriteAsync(entry, null);
            }

            folder.State.Runs[run.Name] = entry;
            return entry;
        }
        catch (DocumentException broken)
        {
            options.Tell($"{broken.Faults[0]}: run {run.Header.Id} is passed over");
            return null;
        }

        async Task WriteAsync(RunEntry entry, Conclusions.Evaluation? opened)
        {
            await folder.WriteAsync(
                path,
                pages.Key("run", key),
                async (stream, token) =>
                    await RunPage.WriteAsync(options, opened ??= await library.OpenAsync(run, token), stream, token),
                cancellationToken
            );
            if (entry.Facts.HasDecision)
            {
                await folder.WriteAsync(
                    SitePaths.Decision(run.Header.Suite, run.Header.Id),
                    pages.Key("decision", key),
                    async (stream, token) =>
                        await RunDecisionPage.WriteAsync(
                            options,
                            opened ??= await library.OpenAsync(run, token),
                            stream,
                            token
                        ),
                    cancellationToken
                );
            }
        }
    }

    /// <summary>For each model and task of a run, the last run before it that asked the same.</summary>
    private static IEnumerable<(int Before, HashSet<(string, string)> Names)> Before(
        List<(LoggedRun Run, RunEntry Entry)> runs,
        int place
    ) =>
        Asked(runs[place].Entry.Facts)
            .Select(name => (name, before: runs.FindLastIndex(place - 1, run => Asked(run.Entry.Facts).Contains(name))))
            .Where(one => one.before >= 0)
            .GroupBy(one => one.before)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Select(one => one.name).ToHashSet()));

    private static IEnumerable<(string Task, string Model)> Asked(RunFacts run) =>
        from task in run.Tasks
        where !task.IsCopy
        from row in task.Board
        where !row.IsPublished
        select (task.Name, row.Model);

    private async Task<ImmutableArray<ModelStep>> StepsAsync(
        (LoggedRun Run, RunEntry Entry) from,
        (LoggedRun Run, RunEntry Entry) to
    )
    {
        string key = Digest.Of(from.Entry.Key, to.Entry.Key);
        if (!folder.Known.Steps.TryGetValue(key, out var steps))
        {
            steps = RunSteps.Between(
                await library.ScoresAsync(from.Run, cancellationToken),
                await library.ScoresAsync(to.Run, cancellationToken)
            );
            steps = [.. steps.Select(step => SteppedOf(step, from.Entry.Facts, to.Entry.Facts))];
        }

        folder.State.Steps[key] = steps;
        return steps;
    }

    /// <summary>The step with what the backend said that it served, which stands in the journal alone.</summary>
    private static ModelStep SteppedOf(ModelStep step, RunFacts from, RunFacts to)
    {
        var (before, after) = (from.Find(step.Model)?.Served ?? [], to.Find(step.Model)?.Served ?? []);
        return before.IsEmpty || after.IsEmpty || before.SequenceEqual(after)
            ? step
            : step with
            {
                Causes = step.Causes.Add(
                    new(StepCauseKind.Served, string.Join(", ", before), string.Join(", ", after))
                ),
            };
    }

    /// <summary>The pages of neighbours with other answers, and of the first run against the latest.</summary>
    private async Task<ImmutableHashSet<string>> WriteComparisonsAsync(
        SuiteHistory history,
        List<(LoggedRun Run, RunEntry Entry)> runs
    )
    {
        var written = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var pairs = history
            .Steps.Where(step => step.Verdict != StepVerdict.Same)
            .Select(step => (step.Step.From, step.Step.To))
            .Distinct()
            .ToList();
        if (runs.Count > 2 && !pairs.Contains((history.Runs[0].Id, history.Latest.Id)))
        {
            pairs.Add((history.Runs[0].Id, history.Latest.Id));
        }

        foreach (var (from, to) in pairs)
        {
            var (before, after) = (
                runs.Find(run => run.Entry.Facts.Id == from),
                runs.Find(run => run.Entry.Facts.Id == to)
            );
            var own = history.Steps.Where(step => (step.Step.From, step.Step.To) == (from, to)).ToImmutableArray();
            if (own.IsEmpty)
            {
                own = StepVerdicts.Judge(await StepsAsync(before, after), history.Latest.Confidence);
            }

            if (own.Length > 0)
            {
                written.Add(await WriteComparisonAsync(history, before, after, own));
            }
        }

        return written.ToImmutable();
    }

    private async Task<string> WriteComparisonAsync(
        SuiteHistory history,
        (LoggedRun Run, RunEntry Entry) from,
        (LoggedRun Run, RunEntry Entry) to,
        ImmutableArray<JudgedStep> steps
    )
    {
        string path = SitePaths.Compare(history.Suite, from.Entry.Facts.Id, to.Entry.Facts.Id);
        // The corrected p-values move with every run that is added; the page shows what follows from them alone.
        string verdicts = string.Join(' ', steps.Select(step => $"{step.Verdict}{step.SamplesNeeded}"));
        bool areNeighbours = history.Runs.IndexOf(to.Entry.Facts) - history.Runs.IndexOf(from.Entry.Facts) == 1;
        await folder.WriteAsync(
            path,
            pages.Key("compare", from.Entry.Key, to.Entry.Key, verdicts, areNeighbours ? "neighbours" : ""),
            async (stream, token) =>
            {
                var view = new ComparedRuns(
                    await library.ScoresAsync(from.Run, token),
                    await library.ScoresAsync(to.Run, token)
                ).View(history, (from.Entry.Facts, to.Entry.Facts), steps, options.HasTexts);
                await pages.DocumentAsync<ComparePage>(
                    new SiteDocument(path, $"{history.Suite}: two runs compared", view.Description)
                    {
                        Above =
                        [
                            ("All suites", SitePaths.Index),
                            (IndexPage.Named(history.Suite), SitePaths.Suite(history.Suite)),
                        ],
                        Here =
                            $"{SiteWords.ShortDay(from.Entry.Facts.StartedAt, to.Entry.Facts.StartedAt)} against {SiteWords.ShortDay(to.Entry.Facts.StartedAt, from.Entry.Facts.StartedAt)}",
                        Beside =
                        [
                            ("Earlier report", SitePaths.Run(history.Suite, from.Entry.Facts.Id)),
                            ("Later report", SitePaths.Run(history.Suite, to.Entry.Facts.Id)),
                        ],
                    },
                    view,
                    stream,
                    token
                );
            },
            cancellationToken
        );
        return path;
    }
}
