using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions.Judging;

/// <summary>The texts that one judge was given in a run, with what it and people said of them.</summary>
/// <param name="Task">The task.</param>
/// <param name="Judge">The judge.</param>
/// <param name="Scores">Its grades, with the score of each.</param>
/// <param name="Texts">The texts, in the order of the samples.</param>
/// <param name="Foreign">Rows of the table of people that are about no text of the run.</param>
internal sealed record JudgedAnswers(
    TaskHeader Task,
    JudgeHeader Judge,
    IReadOnlyDictionary<string, double> Scores,
    ImmutableArray<JudgedText> Texts,
    long Foreign
)
{
    /// <summary>The version that each of its models says it is, where one says so.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version that each candidate says it is, where one says so.</summary>
    public IReadOnlyDictionary<string, string> Candidates { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Reads the texts of all judges of a run, in the order of the suite.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line of the log is broken.</exception>
    public static async Task<ImmutableArray<JudgedAnswers>> ReadAsync(
        RunFolder folder,
        RunHeader header,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var readers = (
            from task in header.Tasks
            from judge in task.Judges ?? []
            let question = catalog.Read<IJudgeQuestion>(judge.Question)
            where question is not Pairwise
            select new Reader(task, judge, question)
        ).ToArray();
        if (readers.Length == 0)
        {
            return [];
        }

        var labels = await HumanLabels.ReadAsync(folder, header, catalog, cancellationToken);
        var tasks = readers.Select(reader => reader.Task.Name).ToHashSet(StringComparer.Ordinal);
        await foreach (
            var (task, sample, responses) in SampleResponses.ReadAsync(folder, header, tasks, cancellationToken)
        )
        {
            var own = Array.FindAll(readers, reader => reader.Task.Name == task);
            foreach (var response in responses.OfType<Response>().Where(Judgements.IsJudged))
            {
                foreach (var reader in own)
                {
                    reader.Add(sample, response, labels);
                }
            }
        }

        await foreach (var verdict in RunLog.ReadJudgementsAsync(folder, cancellationToken))
        {
            Array.Find(readers, reader => reader.IsOf(verdict))?.Add(verdict);
        }

        return [.. readers.Select(reader => reader.Of(labels))];
    }

    /// <summary>Gathers the texts of one judge.</summary>
    private sealed class Reader(TaskHeader task, JudgeHeader judge, IJudgeQuestion question)
    {
        private readonly List<JudgedText> texts = [];
        private readonly Dictionary<UInt128, JudgedText> byKey = [];
        private readonly HashSet<(string Sample, string Judged)> labelled = [];
        private readonly Dictionary<string, int> clusters = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> versions = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> candidates = new(StringComparer.Ordinal);

        public TaskHeader Task => task;

        public bool IsOf(Response verdict) =>
            verdict.Task == task.Name
            && verdict.Judging is { } judging
            && judging.Judge == judge.Name
            && judging.Version == judge.Version;

        public void Add(Sample sample, Response response, HumanLabels? labels)
        {
            var key = KeyOf(sample.Id, JudgePrompt.HashOf(response.Text!));
            if (!byKey.TryGetValue(key, out var text))
            {
                string judged = HumanLabels.HashOf(response.Text!);
                var ratings = labels?.Of(task.Name, judge.Name, sample.Id, judged) ?? [];
                if (!ratings.IsEmpty)
                {
                    labelled.Add((sample.Id, judged));
                }

                text = new JudgedText(
                    sample,
                    ClusterOf(sample),
                    ratings.IsEmpty ? null : response.Text,
                    response.Text!.Length,
                    ratings
                )
                {
                    Question = question,
                    Jury = judge.Jury,
                };
                texts.Add(text);
                byKey[key] = text;
            }

            text.Models.Add(response.Model);
            Note(candidates, response);
        }

        public void Add(Response verdict)
        {
            Note(versions, verdict);
            if (
                verdict.Outcome.IsMissing()
                || !byKey.TryGetValue(KeyOf(verdict.SampleId, verdict.Judging!.Judged), out var text)
                || question.Read(verdict.Text) is not { } said
            )
            {
                return;
            }

            string? why = text.Ratings.IsEmpty ? null : verdict.Text;
            text.Verdicts.Add(new GivenVerdict(verdict.Model, said, why));
        }

        public JudgedAnswers Of(HumanLabels? labels) =>
            new(
                task,
                judge,
                question.Scores,
                [.. texts],
                labels?.Rows.Count(row =>
                    row.Task == task.Name && row.Judge == judge.Name && !labelled.Contains((row.Sample, row.Judged))
                )
                    ?? 0
            )
            {
                Versions = versions,
                Candidates = candidates,
            };

        private int ClusterOf(Sample sample)
        {
            string name = task.ClusterField is not null && sample.Cluster is { } own ? $"c{own}" : $"s{sample.Id}";
            return clusters.TryGetValue(name, out int known) ? known : clusters[name] = clusters.Count;
        }

        private static void Note(Dictionary<string, string> into, Response response)
        {
            if (response.ModelVersion is { } version)
            {
                into.TryAdd(response.Model, version);
            }
        }

        private static UInt128 KeyOf(string sample, string judged) => Key128.Of(Digest.Of(sample, judged));
    }
}
