using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Scoring.Judges;
using EvalHarness.Yaml;

namespace EvalHarness.Logs;

/// <summary>What people said of answers of a run, read from its log.</summary>
internal sealed class HumanLabels
{
    private readonly Dictionary<UInt128, ImmutableArray<HumanRating>> ratings = [];

    private HumanLabels() { }

    /// <summary>Judges that are compared with people, by task.</summary>
    private Dictionary<string, ImmutableArray<string>> Judges { get; init; } = [];

    /// <summary>Every row, in the order of the tables: the judge's task and name, the sample, the text by its hash.</summary>
    public List<(string Task, string Judge, string Sample, string Judged)> Rows { get; } = [];

    /// <summary>Reads the labels; null where no judge of the run is compared with people.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line is broken, or holds a grade that the judge does not give.</exception>
    public static async Task<HumanLabels?> ReadAsync(
        RunFolder folder,
        RunHeader header,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var judges = (
            from task in header.Tasks
            from judge in task.Judges ?? []
            where judge.Calibration is not null
            select (Task: task.Name, Judge: judge)
        ).ToDictionary(
            one => (one.Task, one.Judge.Name),
            one => catalog.Read<IJudgeQuestion>(one.Judge.Question).Scores
        );
        if (judges.Count == 0 || !LineReader.Exists(folder.LabelsFile))
        {
            return null;
        }

        var labels = new HumanLabels
        {
            Judges = judges
                .Keys.GroupBy(one => one.Task, StringComparer.Ordinal)
                .ToDictionary(
                    task => task.Key,
                    task => task.Select(one => one.Name).ToImmutableArray(),
                    StringComparer.Ordinal
                ),
        };
        await foreach (var line in JsonLines.ReadAsync(folder.LabelsFile, LogJson.Default.LabelLine, cancellationToken))
        {
            if (judges.TryGetValue((line.Task, line.Judge), out var scores))
            {
                labels.Add(line, scores, folder.LabelsFile);
            }
        }

        return labels;
    }

    /// <summary>Writes the labels of a run, replacing those that there are.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="lines">The labels.</param>
    public static void Write(RunFolder folder, IEnumerable<LabelLine> lines) =>
        WholeFile.Write(
            folder.LabelsFile,
            file =>
            {
                foreach (var line in lines)
                {
                    using (var writer = new Utf8JsonWriter(file, LogJson.Compact))
                    {
                        JsonSerializer.Serialize(writer, line, LogJson.Default.LabelLine);
                    }

                    file.Write("\n"u8);
                }
            }
        );

    /// <summary>
    /// Hash of the text of an answer as a table holds it: without white space at its ends, and with one kind of line break, which
    /// programs for tables change.
    /// </summary>
    /// <param name="answer">The text.</param>
    public static string HashOf(string answer) => JudgePrompt.HashOf(answer.ReplaceLineEndings("\n").Trim());

    /// <summary>What people said of an answer; empty where nobody said anything.</summary>
    /// <param name="task">The task.</param>
    /// <param name="judge">The judge whose question they answered.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="judged">Hash of the text.</param>
    public ImmutableArray<HumanRating> Of(string task, string judge, string sample, string judged) =>
        ratings.TryGetValue(KeyOf(task, judge, sample, judged), out var found) ? found : [];

    /// <summary>The mean of what people said of an answer, by judge; null where its task has no judge with labels.</summary>
    /// <param name="response">The answer.</param>
    public IReadOnlyDictionary<string, double>? Of(Response response)
    {
        if (!Judges.TryGetValue(response.Task, out var names) || !Judgements.IsJudged(response))
        {
            return null;
        }

        string judged = HashOf(response.Text!);
        return names
            .Select(name => (Name: name, Said: Of(response.Task, name, response.SampleId, judged)))
            .Where(one => !one.Said.IsEmpty)
            .ToDictionary(one => one.Name, one => one.Said.Average(rating => rating.Score), StringComparer.Ordinal);
    }

    private void Add(LabelLine line, IReadOnlyDictionary<string, double> scores, string file)
    {
        var said = line.Ratings.Select(rating =>
            HumanRating.Read(rating.Key, rating.Value, scores)
            ?? throw new DocumentException(
                new Fault(
                    new Location(file),
                    $"a grade that judge '{line.Judge}' does not give",
                    "labels of this suite: score the run by it again"
                )
            )
        );
        var key = KeyOf(line.Task, line.Judge, line.Sample, line.Judged);
        ratings[key] = [.. ratings.TryGetValue(key, out var earlier) ? earlier : [], .. said];
        Rows.Add((line.Task, line.Judge, line.Sample, line.Judged));
    }

    private static UInt128 KeyOf(string task, string judge, string sample, string judged) =>
        Key128.Of(Digest.Of(task, sample, judge, judged));
}
