using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Judges;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Yaml;

namespace EvalHarness.Logs;

/// <summary>The verdicts of a run's judges, read from its log: a function of the files, calling no model.</summary>
internal sealed class Judgements
{
    private readonly Dictionary<string, ImmutableArray<Judge>> judges;
    private readonly Dictionary<UInt128, List<JudgeVerdict>> verdicts = [];
    private readonly PairVerdicts pairs = new();

    private Judgements(Dictionary<string, ImmutableArray<Judge>> judges) => this.judges = judges;

    /// <summary>Reads the verdicts; null where no task has judges.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line is broken, or the header holds a word that is not in the catalogue.</exception>
    public static async Task<Judgements?> ReadAsync(
        RunFolder folder,
        RunHeader header,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var judges = header
            .Tasks.Where(task => task.Judges is { IsEmpty: false })
            .ToDictionary(
                task => task.Name,
                task => task.Judges!.Value.Select(judge => Judge.Of(judge, catalog)).ToImmutableArray(),
                StringComparer.Ordinal
            );
        if (judges.Count == 0)
        {
            return null;
        }

        var judgements = new Judgements(judges);
        await foreach (var verdict in RunLog.ReadJudgementsAsync(folder, cancellationToken))
        {
            judgements.Add(verdict);
        }

        return judgements;
    }

    /// <summary>
    /// The score that each judge of a task gives an answer, all its models' and repeats' verdicts together; null where it gave none. What a
    /// verdict says of single questions stands beside it, as <c>judge/question</c>.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="answers">All answers to its sample; null where no judge compares them.</param>
    /// <returns>Null where the task has no judges.</returns>
    public IReadOnlyDictionary<string, double?>? Of(Response response, PairedAnswers? answers)
    {
        if (!judges.TryGetValue(response.Task, out var all))
        {
            return null;
        }

        var scores = new Dictionary<string, double?>(StringComparer.Ordinal);
        string? judged = IsJudged(response) ? JudgePrompt.HashOf(response.Text!) : null;
        foreach (var judge in all)
        {
            if (judge.Question is Pairwise pair)
            {
                scores[judge.Header.Name] = PairScore(judge.Header, pair, response, answers);
                continue;
            }

            var verdict =
                judged is not null
                && verdicts.TryGetValue(KeyOf(response.Task, response.SampleId, judge.Header, judged), out var given)
                    ? judge.Question.Join(given, judge.Header.Jury)
                    : null;
            scores[judge.Header.Name] = verdict?.Score;
            foreach (var part in verdict?.Parts ?? ImmutableDictionary<string, double>.Empty)
            {
                scores[Judged.KeyOf(judge.Header.Name, part.Key)] = part.Value;
            }
        }

        return scores;
    }

    /// <summary>What judging costs.</summary>
    public JudgingCosts Costs { get; } = new();

    /// <summary>What was said of pairs of answers.</summary>
    public PairVerdicts Pairs => pairs;

    /// <summary>Whether some judge of a task compares answers with each other.</summary>
    /// <param name="task">Name of the task.</param>
    public bool AreComparing(string task) =>
        judges.TryGetValue(task, out var all) && all.Any(judge => judge.Question is Pairwise);

    /// <summary>Whether an answer is given to the judges: what has a text that was not withheld.</summary>
    /// <param name="response">The answer.</param>
    public static bool IsJudged(Response response) =>
        !string.IsNullOrWhiteSpace(response.Text)
        && response.Outcome is Outcome.Answered or Outcome.Truncated or Outcome.Refused;

    private void Add(Response verdict)
    {
        if (
            verdict.Judging is not { } judging
            || !judges.TryGetValue(verdict.Task, out var all)
            || all.FirstOrDefault(one => one.Header.Name == judging.Judge && one.Header.Version == judging.Version)
                is not { } judge
        )
        {
            return;
        }

        Costs.Add(verdict);

        // A verdict that failed and was asked again stands twice: the failure says nothing.
        if (verdict.Outcome.IsMissing() || judge.Question.Read(verdict.Text) is not { } said)
        {
            return;
        }

        if (judging.Against is not null)
        {
            pairs.Add(verdict, said.Score);
            return;
        }

        var key = KeyOf(verdict.Task, verdict.SampleId, judge.Header, judging.Judged);
        if (!verdicts.TryGetValue(key, out var given))
        {
            verdicts[key] = given = new List<JudgeVerdict>(1);
        }

        given.Add(judge.Known(said));
    }

    private double? PairScore(JudgeHeader judge, Pairwise pair, Response response, PairedAnswers? answers) =>
        answers?.Score(
            pair,
            response.Model,
            response.Epoch,
            (one, other) => pairs.Score(judge, pair, response.Task, response.SampleId, one, other)
        );

    private static UInt128 KeyOf(string task, string sample, JudgeHeader judge, string judged) =>
        Key128.Of(Digest.Of(task, sample, judge.Name, judged));

    private sealed record Judge(JudgeHeader Header, IJudgeQuestion Question)
    {
        private readonly Dictionary<string, JudgeVerdict> known = new(StringComparer.Ordinal);

        public static Judge Of(JudgeHeader header, Catalog catalog) =>
            new(header, catalog.Read<IJudgeQuestion>(header.Question));

        /// <summary>A verdict, or the one of the same grade that is held already: a run has few grades and many verdicts.</summary>
        public JudgeVerdict Known(JudgeVerdict said) =>
            known.TryGetValue(said.Grade, out var same) ? same : known[said.Grade] = said;
    }
}
