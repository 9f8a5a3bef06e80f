using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EvalHarness.Reports.Pages;

namespace EvalHarness.Reports.Sites;

/// <summary>How a run goes that is being made: a page, and what it asks for every few seconds. Read from the log alone.</summary>
/// <param name="options">The site that the page belongs to.</param>
public sealed class LiveSite(SiteOptions options)
{
    private const int MostLeft = 6;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(2);

    private readonly LiveRuns runs = new(options.Results);
    private readonly LiveReader reader = new(options);
    private (string Run, bool IsGoing, long Bytes, LiveState State)? last;

    /// <summary>The page, to be served beside the others as <c>live.html</c>.</summary>
    public async Task<byte[]> PageAsync() =>
        Encoding.UTF8.GetBytes(
            new SiteDocument(SitePaths.Live, "Now", "How the run goes that is being made.")
            {
                Above = [("All suites", SitePaths.Index)],
                Here = "Now",
                IsLive = true,
            }.Wrap(options, await Renderer.RenderAsync<LivePage>([]))
        );

    /// <summary>
    /// The run that a process carries out, or else the latest where it stopped before its end, as JSON: what is answered, the board so
    /// far, the latest failures. Texts are never in it.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        var found = runs.Find();
        var shown = found.Going ?? (found.Stopped.Length > 0 && found.Stopped[0] == found.Last ? found.Last : null);
        var state = shown is null
            ? Idle(found.Last)
            : await StateAsync(shown, isGoing: shown == found.Going, cancellationToken);
        var left = found.Stopped.Where(run => run != shown).Take(MostLeft).Select(Left).ToArray();
        // Whoever asks waits longer where the reading took long: at most a sixth of the time goes into it.
        double wait = Math.Max(ShortestWait.TotalMilliseconds, 5 * clock.Elapsed.TotalMilliseconds);
        return JsonSerializer.SerializeToUtf8Bytes(
            state with
            {
                Left = left,
                Wait = (int)wait,
            },
            LiveJson.Default.LiveState
        );
    }

    private async Task<LiveState> StateAsync(LiveRun run, bool isGoing, CancellationToken cancellationToken)
    {
        long bytes = new FileInfo(run.Folder.ResponsesFile) is { Exists: true } journal ? journal.Length : 0;
        if (last is { } known && (known.Run, known.IsGoing, known.Bytes) == (run.Folder.Path, isGoing, bytes))
        {
            return known.State;
        }

        var state = await reader.ReadAsync(run, isGoing, bytes > 0, cancellationToken);
        last = (run.Folder.Path, isGoing, bytes, state);
        return state;
    }

    private static LiveState Idle(LiveRun? ended) =>
        ended is null
            ? new("No run is going on", "This page shows the next one when it begins.")
            : new(
                "No run is going on",
                $"The last one, {IndexPage.Named(ended.Header.Suite)}, ended on {LiveWords.Moment(ended.Header.EndedAt ?? ended.Header.StartedAt)}. This page shows the next one when it begins."
            )
            {
                Report = SitePaths.Run(ended.Header.Suite, ended.Header.Id),
            };

    private static LiveLeft Left(LiveRun run) =>
        new(
            IndexPage.Named(run.Header.Suite),
            LiveWords.Moment(run.Header.StartedAt),
            LiveWords.Moment(run.Header.EndedAt ?? Written(run)),
            LiveWords.Command(run.Header)
        );

    /// <summary>When the last answer was written down, which a killed run did not say.</summary>
    private static DateTimeOffset Written(LiveRun run) =>
        File.Exists(run.Folder.ResponsesFile)
            ? new(File.GetLastWriteTimeUtc(run.Folder.ResponsesFile), TimeSpan.Zero)
            : run.Header.StartedAt;
}
