using System.Collections.Immutable;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions.Judging;
using EvalHarness.Conclusions.Measured;
using EvalHarness.Conclusions.Repeats;
using EvalHarness.Core;
using EvalHarness.Decisions.Specs;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions;

/// <summary>Reads a run folder and what bears on it: all that is read for an evaluation, and nothing that is computed.</summary>
/// <param name="options">How it is opened.</param>
internal sealed class RunOpening(EvaluationOptions options)
{
    private const string Committed = "baseline";

    /// <summary>Scores a run where that is due, and reads it with the decision that its suite held then.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<Evaluation> OpenAsync(RunFolder folder, CancellationToken cancellationToken) =>
        OpenAsync(
            folder,
            asked: null,
            header => DecisionReader.SectionOf(header.SuiteText, header.SuiteFile),
            cancellationToken
        );

    /// <summary>Scores a run where that is due, and reads it.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="asked">What was asked to make it; null where nothing was.</param>
    /// <param name="sectionOf">The section <c>decision:</c> that hangs on a run; null where there is none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Evaluation> OpenAsync(
        RunFolder folder,
        RunResult? asked,
        Func<RunHeader, YamlNode?> sectionOf,
        CancellationToken cancellationToken
    )
    {
        ThrowUnlessWhole(folder);
        if (options.RescoreBy is { } suiteFile)
        {
            await Rescoring.AdoptAsync(folder, suiteFile, options, cancellationToken);
        }

        await ScoreIfDueAsync(folder, cancellationToken);
        var table = await ScoreTableReader.ReadAsync(folder, options.Catalog, cancellationToken);
        if (Margins.FaultOf(table, new Location(folder.HeaderFile)) is { } tooWide)
        {
            throw new DocumentException(tooWide);
        }

        var repeatability = await RepeatStudy.ReadAsync(folder, table, options.Catalog, cancellationToken);
        if (options.ScoresOnly)
        {
            return new Evaluation(options, folder, table) { Asked = asked, Repeatability = repeatability };
        }

        var baseline = await BaselineAsync(table, cancellationToken);
        if (options.Against is not null)
        {
            table = table with { Header = table.Header with { Gates = BaselineGates.Added(table, baseline!) } };
        }

        return new Evaluation(
            options,
            folder,
            table,
            baseline,
            await FailuresAsync(folder, table, cancellationToken),
            await AnsweredDecision.PrepareAsync(
                table,
                sectionOf(table.Header),
                options.Store,
                options.Catalog,
                cancellationToken
            )
        )
        {
            Asked = asked,
            Earlier = await EarlierAsync(folder, table, cancellationToken),
            Judges = await JudgesAsync(folder, table, cancellationToken),
            Repeatability = repeatability,
        };
    }

    /// <summary>Scores a run where that is due, and reads one sample of it; null where it has none of that id.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="sample">Id of the sample.</param>
    /// <param name="task">Its task; null takes the first that has it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SampleLog?> FindSampleAsync(
        RunFolder folder,
        string sample,
        string? task,
        CancellationToken cancellationToken
    )
    {
        ThrowUnlessWhole(folder);
        await ScoreIfDueAsync(folder, cancellationToken);
        return await SampleLogReader.FindAsync(folder, options.Catalog, sample, task, cancellationToken);
    }

    private async Task ScoreIfDueAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        if (options.Rescore || options.RescoreBy is not null || !IsScored(folder))
        {
            await LogScorer.ScoreAsync(folder, options.Catalog, options.EvaluatorSource, cancellationToken);
        }
    }

    /// <summary>What the judges did, and how far they can be trusted.</summary>
    private async Task<ImmutableArray<JudgeSummary>> JudgesAsync(
        RunFolder folder,
        ScoreTable table,
        CancellationToken cancellationToken
    )
    {
        var words = RunExtensions.CatalogOf(folder, table.Header, options.Catalog);
        var judges = await JudgeNotes.ReadAsync(folder, table.Header, words, cancellationToken);
        var studies = judges.IsEmpty ? [] : await JudgeStudy.ReadAsync(folder, table, words, cancellationToken);
        return
        [
            .. judges.Select(judge =>
                !judge.IsEvaluator
                && studies.FirstOrDefault(study => (study.Task, study.Judge) == (judge.Task, judge.Judge)) is { } study
                    ? judge with
                    {
                        Calibration = study.Calibration,
                        Biases = study.Biases,
                    }
                    : judge
            ),
        ];
    }

    /// <summary>The committed baseline, where there is one; what the user names instead must be there.</summary>
    private async Task<ScoreTable?> BaselineAsync(ScoreTable table, CancellationToken cancellationToken)
    {
        var folder = options.Against is null or Committed
            ? options.Store.BaselineOf(table.Header.Suite)
            : options.Store.Open(options.Against);
        var baseline = await Baselines.ReadAsync(folder, options.Catalog, cancellationToken);
        return baseline is null && options.Against is not null
            ? throw new DocumentException(
                new Fault(
                    new Location(folder.Path),
                    $"no baseline of {table.Header.Suite}",
                    "one saved with 'evalharness baseline save <run>'"
                )
            )
            : baseline;
    }

    /// <summary>
    /// Finished runs of the suite that began before this one, latest first: as many as its gates look back to, and as many again, of
    /// which some may have been asked otherwise.
    /// </summary>
    private async Task<ImmutableArray<ScoreTable>> EarlierAsync(
        RunFolder folder,
        ScoreTable table,
        CancellationToken cancellationToken
    )
    {
        int most = table.Header.Gates.Max(gate => gate.NotWorseThan?.Last) ?? 0;
        var earlier = ImmutableArray.CreateBuilder<ScoreTable>();
        if (most == 0)
        {
            return [];
        }

        foreach (var run in options.Store.List(table.Header.Suite).Where(run => run.Id != folder.Id))
        {
            if (earlier.Count == 2 * most)
            {
                break;
            }

            if (await FinishedAsync(run, table.Header.StartedAt, cancellationToken) is { } scores)
            {
                earlier.Add(scores);
            }
        }

        return earlier.ToImmutable();
    }

    /// <summary>The scores of a run that ended, and began before; null of any other: what is broken there is not this run's affair.</summary>
    private async Task<ScoreTable?> FinishedAsync(
        RunFolder run,
        DateTimeOffset before,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var header = RunLog.ReadHeader(run);
            return
                header is { EndedAt: not null, Shards: null }
                && header.StartedAt < before
                && LineReader.Exists(run.ScoresFile)
                ? await ScoreTableReader.ReadAsync(run, options.Catalog, cancellationToken)
                : null;
        }
        catch (DocumentException)
        {
            return null;
        }
    }

    private static async Task<ImmutableArray<string>> FailuresAsync(
        RunFolder folder,
        ScoreTable table,
        CancellationToken cancellationToken
    ) =>
        table.Tasks.Any(task => task.Cells.Any(cells => cells.Outcomes.Contains(Outcome.Failed)))
            ? [.. await FailureNotes.ReadAsync(folder, cancellationToken)]
            : [];

    /// <summary>A folder of another program, or one whose making was cut short, is told as such.</summary>
    private static void ThrowUnlessWhole(RunFolder folder)
    {
        RunLog.ReadHeader(folder);
        if (!LineReader.Exists(folder.SamplesFile))
        {
            throw new DocumentException(
                new Fault(new Location(folder.SamplesFile), "no such file", "the samples of the run")
            );
        }
    }

    private static bool IsScored(RunFolder folder) =>
        File.Exists(folder.ScoresFile)
        && File.GetLastWriteTimeUtc(folder.ScoresFile) >= File.GetLastWriteTimeUtc(folder.ResponsesFile);
}
