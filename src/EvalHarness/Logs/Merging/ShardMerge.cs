using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs.Merging;

/// <summary>Writes runs of shards as the one run that they are parts of, in the memory of a few lines.</summary>
/// <remarks>
/// Samples and labels come in the order in which they would lie in the run in one piece; journals follow one another, shard by shard, since
/// their order decides nothing. What is scored from the merged log is what is scored from that of the run in one piece, byte for byte.
/// </remarks>
/// <param name="runs">The runs, each shard held by one of them.</param>
internal sealed class ShardMerge(ImmutableArray<ShardRun> runs)
{
    private readonly RunHeader first = runs[0].Header;

    /// <summary>The runs that are merged, by their shards.</summary>
    public ImmutableArray<MergedShard> From { get; } = [.. runs.Select(run => run.Merged)];

    /// <summary>When the first of them began.</summary>
    public DateTimeOffset StartedAt { get; } = runs.Min(run => run.Header.StartedAt);

    /// <summary>Hash of what they ask together: that of the whole plan where all shards are there.</summary>
    public string PlanHash => IsWhole ? first.Shards!.PlanHash : Digest.Of(first.Shards!.PlanHash, $"{Part}");

    /// <summary>Writes the merged run.</summary>
    /// <param name="draft">Folder into which it is written.</param>
    /// <param name="run">What the folder becomes.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="DocumentException">A line of a run is broken.</exception>
    public async Task WriteAsync(RunFolder draft, RunFolder run, CancellationToken cancellationToken)
    {
        await WriteSamplesAsync(draft, cancellationToken);
        await WriteLabelsAsync(draft, cancellationToken);
        await JoinAsync(draft, folder => folder.ResponsesFile, cancellationToken);
        await JoinAsync(draft, folder => folder.JudgementsFile, cancellationToken);
        await JoinAsync(draft, folder => folder.RepeatsFile, cancellationToken);
        await JoinAsync(draft, folder => folder.BatchesFile, cancellationToken);
        await JoinPromptsAsync(draft, cancellationToken);
        RunLog.WriteHeader(draft, Header(run));
    }

    private ShardHeader Part => first.Shards! with { Held = [.. runs.SelectMany(run => run.Part.Held).Order()] };

    private bool IsWhole => Part.Held.Length == Part.Count;

    private RunHeader Header(RunFolder run)
    {
        RunHeader[] all = [.. runs.Select(one => one.Header)];
        return first with
        {
            Id = run.Id,
            StartedAt = StartedAt,
            EndedAt = all.All(one => one.EndedAt is not null) ? all.Max(one => one.EndedAt) : null,
            PlanHash = PlanHash,
            IsFinished = all.All(one => one.IsFinished),
            Stopped = all.SelectMany(one => one.Stopped)
                .GroupBy(model => model.Key, model => model.Value)
                .ToImmutableSortedDictionary(model => model.Key, model => model.First(), StringComparer.Ordinal),
            Shards = IsWhole ? null : Part,
            MergedFrom = From,
            Versions = first.Versions.ToImmutableSortedDictionary(
                version => version.Key,
                version => Together(all.Select(one => one.Versions.GetValueOrDefault(version.Key) ?? "")),
                StringComparer.Ordinal
            ),
            Machine = Together(all.Select(one => one.Machine)),
            GitCommit = all.Select(one => one.GitCommit).Distinct().Count() == 1 ? first.GitCommit : null,
            Tasks =
            [
                .. first.Tasks.Select(
                    (task, place) => task with { Samples = all.Sum(one => one.Tasks[place].Samples) }
                ),
            ],
            Extensions = RunExtensions.Move(first.Extensions, runs[0].Folder.Path, run.Path),
            Warnings = [.. all.SelectMany(one => one.Warnings).Distinct(StringComparer.Ordinal)],
        };
    }

    private async Task WriteSamplesAsync(RunFolder draft, CancellationToken cancellationToken)
    {
        var tasks = first.Tasks.Select((task, place) => (task.Name, place)).ToDictionary(StringComparer.Ordinal);
        await using var writer = new SampleWriter(draft.SamplesFile);
        var lines = PlacedLines.MergeAsync(
            runs.Select(run =>
                JsonLines.ReadAsync(run.Folder.SamplesFile, LogJson.Default.SampleLine, cancellationToken)
            ),
            line => (tasks.GetValueOrDefault(line.Task, int.MaxValue), line.Place),
            cancellationToken
        );
        await foreach (var line in lines)
        {
            line.Place = IsWhole ? null : line.Place;
            await writer.WriteAsync(line, cancellationToken);
        }
    }

    private async Task WriteLabelsAsync(RunFolder draft, CancellationToken cancellationToken)
    {
        ShardRun[] labelled = [.. runs.Where(run => LineReader.Exists(run.Folder.LabelsFile))];
        if (labelled.Length == 0)
        {
            return;
        }

        var all = await PlacedLines
            .MergeAsync(
                labelled.Select(run =>
                    JsonLines.ReadAsync(run.Folder.LabelsFile, LogJson.Default.LabelLine, cancellationToken)
                ),
                line => (0, line.Place),
                cancellationToken
            )
            .ToListAsync(cancellationToken);
        foreach (var line in all)
        {
            line.Place = IsWhole ? null : line.Place;
        }

        HumanLabels.Write(draft, all);
    }

    /// <summary>A file of each run behind that of the one before; none where no run has one.</summary>
    private async Task JoinAsync(
        RunFolder draft,
        Func<RunFolder, string> file,
        CancellationToken cancellationToken,
        Func<LineReader, bool>? isTaken = null
    )
    {
        string[] from = [.. runs.Select(run => file(run.Folder)).Where(LineReader.Exists)];
        if (from.Length == 0)
        {
            return;
        }

        await using var to = new BufferedStream(new FileStream(file(draft), FileMode.CreateNew), 1024 * 1024);
        foreach (string one in from)
        {
            await using var reader = LineReader.Open(one);
            while (await reader.MoveNextAsync(cancellationToken))
            {
                // Read whole, so that a broken line is told where it stands and not where it would be copied to.
                if (LineKeys.TryRead(reader, out _) && !reader.IsTorn && isTaken?.Invoke(reader) != false)
                {
                    to.Write(reader.Line.Span);
                    to.WriteByte((byte)'\n');
                }
            }
        }
    }

    /// <summary>Each prompt once: shards may have asked the same.</summary>
    private Task JoinPromptsAsync(RunFolder draft, CancellationToken cancellationToken)
    {
        var known = new KeySet();
        return JoinAsync(
            draft,
            folder => folder.PromptsFile,
            cancellationToken,
            reader =>
                JsonLines.TryParse(reader, LogJson.Default.PromptLine, out var line)
                && known.Add(Key128.Of(line.Prompt))
        );
    }

    /// <summary>What all say, or each of what they say.</summary>
    private static string Together(IEnumerable<string> said) =>
        string.Join(", ", said.Distinct(StringComparer.Ordinal));
}
