using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Yaml;

namespace EvalHarness.Logs;

/// <summary>Makes <c>scores.jsonl</c> of a run folder: a function of its files, calling no model.</summary>
/// <remarks>
/// Lines are in the order of task, sample, model and epoch; equal journals in any order of arrival give equal bytes. Memory
/// holds ids and offsets, not samples or responses.
/// </remarks>
internal static class LogScorer
{
    private const int BatchSize = 512;

    /// <summary>Scores a run by the answer formats and metrics that its header names.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="evaluators">Where evaluators are found; among the types of the catalogue's assemblies by default.</param>
    /// <param name="cancellationToken">Ends the scoring; the old scores stay.</param>
    /// <exception cref="DocumentException">A line of the log is broken, or a word or an evaluator is unknown.</exception>
    public static async Task ScoreAsync(
        RunFolder folder,
        Catalog catalog,
        EvaluatorSource? evaluators = null,
        CancellationToken cancellationToken = default
    )
    {
        var header = RunLog.ReadHeader(folder);
        var words = RunExtensions.CatalogOf(folder, header, catalog);
        ImmutableArray<TaskScoring> scorings = [.. header.Tasks.Select(task => TaskScoring.Of(task, words))];
        var judgements = await Judgements.ReadAsync(folder, header, words, cancellationToken);
        var labels = await HumanLabels.ReadAsync(folder, header, words, cancellationToken);
        await ScoreAsync(folder, header, scorings, (judgements, labels), evaluators, cancellationToken);
    }

    /// <summary>Scores a run by answer formats and metrics of the caller's.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="scorings">How each task is scored, in the order of the header.</param>
    /// <param name="evaluators">Where evaluators are found; among the types of the scorings' assemblies by default.</param>
    /// <param name="cancellationToken">Ends the scoring; the old scores stay.</param>
    /// <exception cref="DocumentException">A line of the log is broken.</exception>
    public static Task ScoreAsync(
        RunFolder folder,
        RunHeader header,
        ImmutableArray<TaskScoring> scorings,
        EvaluatorSource? evaluators = null,
        CancellationToken cancellationToken = default
    ) => ScoreAsync(folder, header, scorings, (null, null), evaluators, cancellationToken);

    private static async Task ScoreAsync(
        RunFolder folder,
        RunHeader header,
        ImmutableArray<TaskScoring> scorings,
        (Judgements? Judgements, HumanLabels? Labels) judged,
        EvaluatorSource? evaluators,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(header);
        var evaluations = Evaluators(header, scorings, evaluators ?? EvaluatorSource.Types);
        var calls = await RecordedCalls.ReadAsync(folder, scorings, cancellationToken);
        using var prompts = evaluations.Count == 0 ? null : await PromptIndex.ReadAsync(folder, cancellationToken);
        var cells = await RunCells.ReadAsync(folder, header, cancellationToken);
        using var journal = await JournalIndex.ReadAsync(folder, cells, cancellationToken);
        var batch = new ScoreBatch(folder, cells, journal, scorings.ToDictionary(s => s.Task.Name), judged)
        {
            Evaluators = evaluations,
            Prompts = prompts,
            Calls = calls,
        };
        // It would speak of other scores, and for ever where the process that makes the new ones is killed.
        var standing = TakenStanding.Of(folder);
        await WholeFile.WriteAsync(
            folder.ScoresFile,
            async (output, token) =>
            {
                await foreach (var chunk in ReadSamplesAsync(folder, token))
                {
                    await batch.WriteAsync(chunk, output, token);
                }
            },
            cancellationToken
        );
        standing?.PutBackIfSame();
    }

    /// <summary>The evaluators of each task that has some, by its name.</summary>
    private static Dictionary<string, TaskEvaluators> Evaluators(
        RunHeader header,
        ImmutableArray<TaskScoring> scorings,
        EvaluatorSource source
    )
    {
        var found = new Dictionary<string, TaskEvaluators>(StringComparer.Ordinal);
        foreach (var scoring in scorings)
        {
            var at = new Location(header.SuiteFile);
            if (TaskEvaluators.Of(scoring.Metrics, name => source.Find(name, scoring.Assemblies), at) is { } own)
            {
                found[scoring.Task.Name] = own;
            }
        }

        return found;
    }

    private static IAsyncEnumerable<SampleLine[]> ReadSamplesAsync(
        RunFolder folder,
        CancellationToken cancellationToken
    ) => JsonLines.ReadAsync(folder.SamplesFile, LogJson.Default.SampleLine, cancellationToken).Chunk(BatchSize);

    /// <summary>Scores a few hundred samples at a time on all cores, and writes them in order.</summary>
    private sealed class ScoreBatch(
        RunFolder folder,
        RunCells cells,
        JournalIndex journal,
        Dictionary<string, TaskScoring> scorings,
        (Judgements? Judgements, HumanLabels? Labels) judged
    )
    {
        private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
        private readonly ArrayBufferWriter<byte>[] lines =
        [
            .. Enumerable.Range(0, BatchSize).Select(_ => new ArrayBufferWriter<byte>(1024)),
        ];

        /// <summary>The evaluators of each task that has some, by its name.</summary>
        public required IReadOnlyDictionary<string, TaskEvaluators> Evaluators { get; init; }

        /// <summary>The prompts; null where no evaluator needs them.</summary>
        public required PromptIndex? Prompts { get; init; }

        /// <summary>What evaluators asked models; null where none does.</summary>
        public required RecordedCalls? Calls { get; init; }

        public async Task WriteAsync(SampleLine[] samples, Stream output, CancellationToken cancellationToken)
        {
            long[] first = Array.ConvertAll(samples, sample => cells.First(sample.Task, NextPlace(sample.Task)));
            await Parallel.ForAsync(
                0,
                samples.Length,
                cancellationToken,
                (i, token) => ScoreAsync(samples[i], first[i], lines[i], token)
            );
            for (int i = 0; i < samples.Length; i++)
            {
                await output.WriteAsync(lines[i].WrittenMemory, cancellationToken);
            }
        }

        private int NextPlace(string task) => places[task] = places.TryGetValue(task, out int last) ? last + 1 : 0;

        private async ValueTask ScoreAsync(
            SampleLine line,
            long cell,
            ArrayBufferWriter<byte> output,
            CancellationToken cancellationToken
        )
        {
            var scoring = scorings[line.Task];
            var evaluators = Evaluators.GetValueOrDefault(line.Task);
            var sample = line.ToSample();
            ImmutableArray<string> targets = [.. sample.Targets.Select(scoring.FormatOf(sample).Canonical)];
            output.ResetWrittenCount();
            byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
            var compared = Compared(line.Task, cell, scoring.Task.Epochs, ref buffer);
            foreach (string model in cells.Models)
            {
                for (int epoch = 0; epoch < scoring.Task.Epochs; epoch++)
                {
                    var found = journal.Read(cell++, ref buffer);
                    var response = found.IsEmpty ? null : Parse(found);
                    var evaluations =
                        evaluators is null || response?.Outcome.HasResponse() != true
                            ? []
                            : await evaluators.EvaluateAsync(
                                sample,
                                Prompts!.Find(response.PromptHash),
                                response,
                                Calls,
                                cancellationToken
                            );
                    var score = response is null
                        ? ResponseScorer.NotRun(scoring, sample, model, epoch)
                        : Score(scoring, sample, targets, response, evaluations, compared);
                    JsonLines.Write(output, score, LogJson.Default.ScoreLine);
                }
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }

        private ScoreLine Score(
            TaskScoring scoring,
            Sample sample,
            ImmutableArray<string> targets,
            Response response,
            ImmutableArray<EvaluatorFinding> evaluations,
            PairedAnswers? compared
        ) =>
            ResponseScorer.Score(
                scoring,
                sample,
                targets,
                response,
                evaluations,
                judged.Judgements?.Of(response, compared),
                judged.Labels?.Of(response),
                (judged.Judgements?.Costs.Of(response) ?? 0) + (Calls?.Costs.Of(response) ?? 0)
            );

        /// <summary>All answers to a sample, where a judge compares them.</summary>
        private PairedAnswers? Compared(string task, long cell, int epochs, ref byte[] buffer)
        {
            if (judged.Judgements?.AreComparing(task) != true)
            {
                return null;
            }

            string?[] texts = new string?[cells.Models.Length * epochs];
            for (int i = 0; i < texts.Length; i++)
            {
                var found = journal.Read(cell + i, ref buffer);
                texts[i] =
                    !found.IsEmpty && Parse(found) is { } response && Judgements.IsJudged(response)
                        ? response.Text
                        : null;
            }

            return PairedAnswers.Of(cells.Models, texts);
        }

        private Response Parse(ReadOnlyMemory<byte> line)
        {
            try
            {
                return JsonSerializer.Deserialize(line.Span, LogJson.Default.ResponseLine)!.ToResponse();
            }
            catch (Exception broken) when (broken is JsonException or FormatException)
            {
                throw new DocumentException(
                    new Fault(new Location(folder.ResponsesFile), "a line that is no response", "one response a line")
                );
            }
        }
    }
}
