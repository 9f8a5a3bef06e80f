using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Pages;

namespace EvalHarness.Reports.Sites;

/// <summary>How a run goes that is being made: a page, and what it asks for every few seconds. Read from the log alone.</summary>
/// <param name="options">The site that the page belongs to.</param>
public sealed class LiveSite(SiteOptions options)
{
    private const int MostFailures = 12;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(2);

    private (string Run, long Bytes, byte[] Json)? last;

    /// <summary>The page, to be served beside the others as <c>live.html</c>.</summary>
    public async Task<byte[]> PageAsync() =>
        Encoding.UTF8.GetBytes(
            new SiteDocument("live.html", "Now", "How the run goes that is being made.")
            {
                Above = [("All suites", SitePaths.Index)],
                Here = "Now",
                IsLive = true,
            }.Wrap(options, await Renderer.RenderAsync<LivePage>([]))
        );

    /// <summary>The latest run that has not ended, as JSON: what is answered, the board so far, the latest failures. Texts are never in it.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (Find() is not var (folder, header))
        {
            return Json(Idle);
        }

        long bytes = new FileInfo(folder.ResponsesFile) is { Exists: true } journal ? journal.Length : 0;
        if (last is { } known && known.Run == header.Id && known.Bytes == bytes)
        {
            return known.Json;
        }

        var clock = Stopwatch.StartNew();
        byte[] json =
            bytes == 0 ? Json(Waiting(header)) : Json(await ReadAsync(folder, header, cancellationToken), clock);
        last = (header.Id, bytes, json);
        return json;
    }

    private static LiveState Idle { get; } = new("No run is going on", "This page shows the next one when it begins.");

    private (RunFolder Folder, RunHeader Header)? Find()
    {
        foreach (var folder in new RunStore(options.Results).List())
        {
            try
            {
                if (RunLog.ReadHeader(folder) is { EndedAt: null } header)
                {
                    return (folder, header);
                }
            }
            catch (DocumentException)
            {
                // A folder of another program, or one that is being made at this moment.
            }
        }

        return null;
    }

    private static LiveState Waiting(RunHeader header) =>
        new(header.Suite, "No answer yet.") { Total = Requests(header) };

    private async Task<LiveState> ReadAsync(RunFolder folder, RunHeader header, CancellationToken cancellationToken)
    {
        try
        {
            var scores = await ScoresAsync(folder, cancellationToken);
            var comparison = Comparer.Compare(scores);
            var models = comparison.Tasks.SelectMany(task => task.Models).ToArray();
            long total = Requests(header);
            long left = models.Sum(model => model.Outcomes.GetValueOrDefault(Outcome.NotRun));
            long failed = models.Sum(model => model.Outcomes.GetValueOrDefault(Outcome.Failed));
            var (failures, from) = await FailuresAsync(folder, cancellationToken);
            decimal? cost = models.All(model => model.CostUsd is not null) ? models.Sum(model => model.CostUsd) : null;
            string money = cost is { } usd ? (usd == 0 ? "free" : Quantities.Money(usd)) : "cost unknown";
            return new LiveState(
                header.Suite,
                $"{Show.Count(total - left)} of {Show.Count(total, "request")} done, {Show.Count(failed)} failed, {money}; last answer at {Clock(from)} UTC."
            )
            {
                Total = total,
                Done = total - left,
                Board = [.. comparison.Tasks.SelectMany(task => Board(task))],
                Failures = failures,
            };
        }
        catch (DocumentException)
        {
            return new LiveState(header.Suite, "The log cannot be read at this moment.") { Total = Requests(header) };
        }
    }

    private async Task<ScoreTable> ScoresAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var evaluated = new EvaluationOptions
        {
            Catalog = options.Catalog,
            Results = options.Results,
            ScoresOnly = true,
        };
        return (await Evaluation.OpenAsync(folder.Path, evaluated, cancellationToken)).Scores;
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

    private static async Task<(LiveFailure[] Failures, DateTimeOffset Last)> FailuresAsync(
        RunFolder folder,
        CancellationToken cancellationToken
    )
    {
        var failures = new Queue<LiveFailure>();
        var at = DateTimeOffset.MinValue;
        await foreach (var response in RunLog.ReadResponsesAsync(folder, cancellationToken))
        {
            at = response.At > at ? response.At : at;
            if (response is { Outcome: Outcome.Failed, Failure: { } failure })
            {
                string status = failure.Status is { } code
                    ? string.Create(CultureInfo.InvariantCulture, $" {code}")
                    : "";
                failures.Enqueue(
                    new(Clock(response.At), response.Model, response.Task, response.SampleId, failure.Kind + status)
                );
                if (failures.Count > MostFailures)
                {
                    failures.Dequeue();
                }
            }
        }

        return ([.. failures.Reverse()], at);
    }

    private static long Requests(RunHeader header) =>
        header.Tasks.Sum(task => (long)task.Samples * task.Epochs) * header.Models.Count(model => model.IsAsked);

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Whoever asks waits longer where the reading took long: at most a sixth of the time goes into it.</summary>
    private static byte[] Json(LiveState state, Stopwatch? clock = null)
    {
        double wait = Math.Max(ShortestWait.TotalMilliseconds, 5 * (clock?.Elapsed.TotalMilliseconds ?? 0));
        return JsonSerializer.SerializeToUtf8Bytes(state with { Wait = (int)wait }, LiveJson.Default.LiveState);
    }
}
