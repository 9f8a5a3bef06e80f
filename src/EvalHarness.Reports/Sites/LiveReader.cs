using System.Globalization;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sites;

/// <summary>Reads how far a run has come from its log.</summary>
/// <param name="options">The site.</param>
internal sealed class LiveReader(SiteOptions options)
{
    private const int MostFailures = 12;

    /// <summary>Answers from whose times the pace is told.</summary>
    private const int PaceAnswers = 200;

    /// <summary>What is answered, the board so far and the latest failures.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isGoing">Whether a process carries it out.</param>
    /// <param name="hasAnswers">Whether its journal holds anything.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<LiveState> ReadAsync(
        LiveRun run,
        bool isGoing,
        bool hasAnswers,
        CancellationToken cancellationToken
    )
    {
        var header = run.Header;
        var begun = new LiveState(IndexPage.Named(header.Suite), "")
        {
            Phase = isGoing ? "Now" : "Stopped",
            Command = isGoing ? null : LiveWords.Command(header),
            Total = Requests(header),
        };
        if (!hasAnswers)
        {
            string moment = LiveWords.Moment(header.StartedAt);
            return begun with
            {
                Text = isGoing
                    ? $"Began on {moment}; no answer yet."
                    : $"Began on {moment} and stopped before its first answer.",
            };
        }

        try
        {
            return await ReadAsync(run, begun, cancellationToken);
        }
        catch (DocumentException)
        {
            return begun with { Text = "The log cannot be read at this moment." };
        }
    }

    private async Task<LiveState> ReadAsync(LiveRun run, LiveState begun, CancellationToken cancellationToken)
    {
        var evaluated = new EvaluationOptions
        {
            Catalog = options.Catalog,
            Results = options.Results,
            ScoresOnly = true,
        };
        var scores = (await Evaluation.OpenAsync(run.Folder.Path, evaluated, cancellationToken)).Scores;
        var comparison = Comparer.Compare(scores);
        var models = comparison.Tasks.SelectMany(task => task.Models).ToArray();
        long left = models.Sum(model => model.Outcomes.GetValueOrDefault(Outcome.NotRun));
        long failed = models.Sum(model => model.Outcomes.GetValueOrDefault(Outcome.Failed));
        decimal? cost = models.All(model => model.CostUsd is not null) ? models.Sum(model => model.CostUsd) : null;
        string money = cost is { } usd ? (usd == 0 ? "free" : Quantities.Money(usd)) : "cost unknown";
        var seen = await JournalAsync(run.Folder, cancellationToken);
        string done =
            $"{Show.Count(begun.Total - left)} of {Show.Count(begun.Total, "request")} done, {Show.Count(failed)} failed, {money}";
        return begun with
        {
            Text = begun.Command is null
                ? $"{done}. Began on {LiveWords.Moment(run.Header.StartedAt)}, last answer at {LiveWords.Clock(seen.Last, run.Header.StartedAt)} UTC{Ahead(seen, left)}."
                : $"It stopped on {LiveWords.Moment(run.Header.EndedAt ?? seen.Last)} with {done}; no process works on it any more.",
            Done = begun.Total - left,
            Board = [.. comparison.Tasks.SelectMany(Board)],
            Failures = seen.Failures,
        };
    }

    private static IEnumerable<LiveRow> Board(TaskComparison task)
    {
        var metric = task.Headline;
        foreach (var row in metric.Leaderboard.Where(row => row.Published is null))
        {
            var summary = task.Models.First(model => model.Model == row.Model);
            bool isShare = metric.IsShare;
            yield return new LiveRow(
                row.Model,
                Names.Kind(summary.Kind),
                task.Task,
                $"{Show.Value(row.Estimate, isShare)}{(row.Estimate.Value is null ? "" : Show.Unit(isShare))}",
                Show.Range(row.Estimate, isShare),
                $"{Show.Count(summary.Completeness.Asked - summary.Completeness.Missing)} of {Show.Count(summary.Completeness.Asked)}",
                isShare ? row.Estimate.Value : null,
                isShare ? row.Estimate.Low : null,
                isShare ? row.Estimate.High : null
            );
        }
    }

    private static async Task<JournalSeen> JournalAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var failures = new Queue<Response>();
        var times = new Queue<DateTimeOffset>();
        var last = DateTimeOffset.MinValue;
        await foreach (var response in RunLog.ReadResponsesAsync(folder, cancellationToken))
        {
            last = response.At > last ? response.At : last;
            times.Enqueue(response.At);
            if (times.Count > PaceAnswers)
            {
                times.Dequeue();
            }

            if (response is { Outcome: Outcome.Failed, Failure: not null })
            {
                failures.Enqueue(response);
                if (failures.Count > MostFailures)
                {
                    failures.Dequeue();
                }
            }
        }

        return new JournalSeen([.. failures.Reverse().Select(response => Failure(response, last))], last, [.. times]);
    }

    private static LiveFailure Failure(Response response, DateTimeOffset last)
    {
        string status = response.Failure!.Status is { } code
            ? string.Create(CultureInfo.InvariantCulture, $" {code}")
            : "";
        return new(
            LiveWords.Clock(response.At, last),
            response.Model,
            response.Task,
            response.SampleId,
            response.Failure.Kind + status
        );
    }

    /// <summary>What the pace of the latest answers makes of the rest; nothing where that is soon or cannot be told.</summary>
    private static string Ahead(JournalSeen seen, long left)
    {
        if (left == 0 || seen.Times.Length < 20)
        {
            return "";
        }

        var took = seen.Last - seen.Times.Min();
        return took.TotalSeconds < 1
            ? ""
            : $"; {LiveWords.Rough(took * ((double)left / seen.Times.Length))} to go at the pace of the latest answers";
    }

    private static long Requests(RunHeader header) =>
        header.Tasks.Sum(task => (long)task.Samples * task.Epochs) * header.Models.Count(model => model.IsAsked);

    private sealed record JournalSeen(LiveFailure[] Failures, DateTimeOffset Last, DateTimeOffset[] Times);
}
