using System.Globalization;
using EvalHarness.Logs;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>A run of a list.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Header">Its header.</param>
/// <param name="Standing">Who leads in it; null where its folder does not say.</param>
internal sealed record ListedRun(RunFolder Folder, RunHeader Header, RunStanding? Standing);

/// <summary>The runs of a folder, latest first: which suite, who leads, how much was asked.</summary>
internal static class RunsView
{
    private const string Unknown = "–";
    private const int MostSuites = 6;
    private const int NoFolder = 9,
        NoStart = 8,
        NoModels = 7,
        NoSamples = 6,
        ShortId = 5,
        NoMetric = 4,
        ShortTie = 3,
        NoState = 2;

    /// <summary>Says that there are no runs, and where some are.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="store">Where they were looked for.</param>
    /// <param name="suite">The suite whose runs were asked for; null where all were.</param>
    public static void WriteNone(Terminal terminal, RunStore store, string? suite)
    {
        string[] others = suite is null ? [] : Suites(store);
        string hint =
            others.Length > 0 ? $"there are runs of {string.Join(", ", others)}"
            : Directory.Exists(suite) ? $"`--results {suite}` lists those of a folder"
            : "`evalharness run <suite>` makes one";
        terminal.Write($"no runs{(suite is null ? "" : $" of {suite}")} in {store.Root}; {hint}");
    }

    private static string[] Suites(RunStore store)
    {
        string[] all =
        [
            .. store
                .List()
                .Select(run => Path.GetRelativePath(store.Root, Path.Combine(run.Path, "..")).Replace('\\', '/'))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        return all.Length <= MostSuites ? all : [.. all[..MostSuites], $"{all.Length - MostSuites} more"];
    }

    /// <summary>Writes a line a run.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="runs">The runs; at least one.</param>
    public static void Write(Terminal terminal, ListedRun[] runs)
    {
        // Unfinished runs are few; where there are none, the column says nothing.
        bool hasUnfinished = runs.Any(run => run.Header.EndedAt is null);
        var table = new FittedTable()
            .Add("run", shortens: ShortId)
            .Add("suite", cuts: 12)
            .Add("part", goes: NoState)
            .Add("leader", cuts: 16, shortens: ShortTie)
            .Add("score", isRight: true)
            .Add("tied with", goes: ShortTie, cuts: 16)
            .Add("by", goes: NoMetric, cuts: 12)
            .Add("started (UTC)", goes: NoStart)
            .Add("state", goes: NoState)
            .Add("models", goes: NoModels, isRight: true)
            .Add("samples", goes: NoSamples, isRight: true)
            .Add("folder", goes: NoFolder);
        foreach (var run in runs)
        {
            table.AddRow([.. Row(run, runs, hasUnfinished)], Said(run, runs));
        }

        table.WriteTo(terminal);
        if (runs.Any(run => run.Standing?.Tasks.Length > 1))
        {
            terminal.Say("Where a suite has several tasks, its first stands here.");
        }

        if (runs.Any(run => run.Standing is null && run.Header.EndedAt is not null))
        {
            terminal.Say("Leaders that are not known: `evalharness report <run>` or `score <run>` finds them out.");
        }
    }

    /// <summary>Writes the runs for other programs.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="runs">The runs.</param>
    public static void WriteJson(Terminal terminal, IEnumerable<ListedRun> runs) =>
        JsonView.Write(
            terminal,
            runs.Select(run => new
            {
                id = run.Header.Id,
                suite = run.Header.Suite,
                started_at = run.Header.StartedAt,
                ended_at = run.Header.EndedAt,
                folder = run.Folder.Path,
                shards = run.Header.Shards is { } part ? new { count = part.Count, held = part.Held } : null,
                leaders = run.Standing?.Tasks.Select(task => new
                {
                    task = task.Task,
                    metric = task.Metric,
                    model = task.Leader,
                    value = task.Value,
                    low = task.Low,
                    high = task.High,
                    published = task.IsPublished,
                    tied_with = task.Tied,
                }),
            })
        );

    private static IEnumerable<Cell> Row(ListedRun run, ListedRun[] runs, bool hasUnfinished)
    {
        var leads = Leads(run);
        yield return Named(run, runs);
        yield return Markup.Escape(run.Header.Suite);
        yield return run.Header.Shards is { } part ? Part(part) : "";
        yield return leads is null
            ? Unknown
            : new Cell(
                Markup.Escape(leads.Leader),
                Markup.Escape(leads.Leader) + (leads.Tied.IsEmpty ? "" : Count(leads, ", {0} tied"))
            );
        yield return leads is null ? Unknown : Score(leads);
        yield return leads is null or { Tied.IsEmpty: true } ? "" : Markup.Escape(Ties(leads));
        yield return leads is null ? "" : Markup.Escape(By(leads));
        yield return run.Header.StartedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        yield return !hasUnfinished ? ""
        : run.Header.EndedAt is null ? "unfinished"
        : "ended";
        yield return run.Header.Models.Count(model => model.IsAsked).ToString(CultureInfo.InvariantCulture);
        yield return run.Header.Tasks.Sum(task => task.Samples).ToString("N0", CultureInfo.InvariantCulture);
        yield return Markup.Escape(run.Folder.Path);
    }

    /// <summary>The line as a sentence, for narrow terminals and for those who listen.</summary>
    private static string Said(ListedRun run, ListedRun[] runs)
    {
        string leads = Leads(run) switch
        {
            null when run.Header.EndedAt is null => "unfinished",
            null => "leader unknown",
            { } one => $"{one.Leader} leads with {Score(one)} {By(one)}"
                + (one.Tied.IsEmpty ? "" : $", tied with {Ties(one)}"),
        };
        string part = run.Header.Shards is { } shards ? $" ({shards})" : "";
        return $"{Named(run, runs).Forms[^1]}: {Markup.Escape($"{run.Header.Suite}{part}, {leads}")}";
    }

    /// <summary>The day and time of a run's name, by which commands find it where no other begins so.</summary>
    private static Cell Named(ListedRun run, ListedRun[] runs)
    {
        string id = Markup.Escape(run.Folder.Id);
        bool isOnlyOne =
            runs.Count(one => one.Folder.Id.StartsWith(Short(run.Folder.Id), StringComparison.Ordinal)) == 1;
        return isOnlyOne ? new Cell(id, Markup.Escape(Short(run.Folder.Id))) : id;
    }

    private static string Part(ShardHeader part) =>
        part.Held is [var only]
            ? string.Create(CultureInfo.InvariantCulture, $"{only} of {part.Count}")
            : string.Create(CultureInfo.InvariantCulture, $"{part.Held.Length} parts of {part.Count}");

    private static TaskStanding? Leads(ListedRun run) => run.Standing?.Tasks is [var first, ..] ? first : null;

    private static string Score(TaskStanding leads) =>
        Numbers.Plain(leads.Value, leads.IsShare) + (leads.IsShare ? " %" : "");

    private static string By(TaskStanding leads) => leads.Metric + (leads.IsPublished ? ", published" : "");

    private static string Ties(TaskStanding leads) =>
        leads.Tied is [var only] ? only : $"{leads.Tied[0]}{Count(leads, " and {0} more", 1)}";

    private static string Count(TaskStanding leads, string format, int less = 0) =>
        string.Format(CultureInfo.InvariantCulture, format, leads.Tied.Length - less);

    private static string Short(string id) => id.Length > RunStore.ShortId ? id[..RunStore.ShortId] : id;
}
