using System.IO.Compression;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Answers;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class LogScorerTests
{
    private static readonly TaskHeader Sentiment = new("sentiment", 3, 2) { Labels = ["negative", "positive"] };

    private static readonly RunHeader Header = new("id", "suite", "", LogSetup.Start)
    {
        Models = [Model("general"), Model("skipped") with { Skipped = "absent" }, Model("custom")],
        Tasks = [Sentiment],
    };

    private static readonly TaskScoring Scoring = new(
        Sentiment,
        new ChoiceAnswer(["positive", "negative"]),
        [new Cells(), new Seen()]
    );

    private static Response[] Whole =>
        [
            .. from sample in new[] { "s1", "s2", "s3" }
            from model in new[] { "general", "custom" }
            from epoch in new[] { 0, 1 }
            select LogSetup.Response(sample, epoch == 0 ? "positive" : "Negative.", model: model, epoch: epoch) with
            {
                CostUsd = 0.001m,
                Latency = TimeSpan.FromMilliseconds(1.5),
            },
        ];

    [Test]
    public async Task Scores_are_the_same_bytes_whatever_the_order_of_arrival()
    {
        var random = new Random(7);
        var scores = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 20; i++)
        {
            scores.Add(await ScoreAsync([.. Whole.OrderBy(_ => random.Next())]));
        }

        Assert.That(scores, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Lines_are_in_the_order_of_sample_model_and_epoch()
    {
        string[] lines = (await ScoreAsync([.. Whole.Reverse()])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Length.EqualTo(12));
            Assert.That(
                lines[0],
                Does.StartWith(
                    """{"task":"sentiment","sample":"s1","model":"general","outcome":"answered","answer":"positive","cost_usd":0.001,"latency_seconds":0.0015,"attempts":1,"scores":{"""
                )
            );
            Assert.That(
                lines[3],
                Does.StartWith(
                    """{"task":"sentiment","sample":"s1","model":"custom","epoch":1,"outcome":"answered","answer":"negative","""
                )
            );
            Assert.That(lines[11], Does.StartWith("""{"task":"sentiment","sample":"s3","model":"custom","epoch":1,"""));
        }
    }

    [Test]
    public async Task Vectors_that_are_mostly_zero_are_written_by_their_places_and_come_back_whole()
    {
        var folder = await FolderAsync(Whole);
        await LogScorer.ScoreAsync(folder, Header, [Scoring]);

        string line = (await File.ReadAllLinesAsync(folder.ScoresFile))[1];

        Assert.That(
            line,
            Does.Contain(
                """
                "scores":{"cells":{"7":1},"seen":[2]}
                """.Trim()
            )
        );
    }

    [Test]
    public async Task A_packed_journal_scores_the_same()
    {
        var folder = await FolderAsync(Whole);
        await LogScorer.ScoreAsync(folder, Header, [Scoring]);
        string plain = await File.ReadAllTextAsync(folder.ScoresFile);
        foreach (string? file in new[] { folder.ResponsesFile, folder.SamplesFile })
        {
            await using (var packed = new GZipStream(File.Create(file + ".gz"), CompressionLevel.Optimal))
            {
                await packed.WriteAsync(await File.ReadAllBytesAsync(file));
            }

            File.Delete(file);
        }

        await LogScorer.ScoreAsync(folder, Header, [Scoring]);

        Assert.That(await File.ReadAllTextAsync(folder.ScoresFile), Is.EqualTo(plain));
    }

    [Test]
    public async Task What_nothing_came_back_for_is_not_run()
    {
        string scores = await ScoreAsync([.. Whole.Where(r => r.SampleId != "s2")]);

        Assert.That(
            scores.Split('\n').Where(l => l.Contains("\"s2\"", StringComparison.Ordinal)),
            Has.Exactly(4).Items.And.All.Contains("\"outcome\":\"not_run\",\"reason\":\"not run\"")
        );
    }

    [Test]
    public async Task Of_a_request_asked_again_the_answer_counts_whatever_comes_last()
    {
        var failed = LogSetup.Response("s1", null, Outcome.Failed, "general") with { At = LogSetup.Start.AddHours(1) };
        string after = await ScoreAsync([.. Whole, failed]);
        string before = await ScoreAsync([failed, .. Whole]);

        Assert.That((after, before), Is.EqualTo((await ScoreAsync(Whole), after)));
    }

    [Test]
    public async Task Responses_that_count_are_read_in_the_order_of_sample_model_and_epoch()
    {
        var failed = LogSetup.Response("s1", null, Outcome.Failed, "general") with { At = LogSetup.Start.AddHours(1) };
        var folder = await FolderAsync([.. Whole.Reverse(), failed]);
        RunLog.WriteHeader(folder, Header);

        var settled = await RunLog.ReadSettledAsync(folder).ToListAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                settled.Select(response => response with { JournalLine = null }),
                Is.EqualTo(Whole).UsingPropertiesComparer()
            );
            // They were written the other way round, a line each.
            Assert.That(
                settled.Select(response => response.JournalLine),
                Is.EqualTo(Enumerable.Range(1, Whole.Length).Reverse())
            );
        }
    }

    [Test]
    public async Task Of_two_failures_the_later_counts_whatever_comes_last()
    {
        var early = LogSetup.Response("s1", null, Outcome.Failed, "general") with { Attempts = 1 };
        var late = early with { Attempts = 5, At = early.At.AddSeconds(1) };

        Assert.That(
            await ScoreAsync([early, late]),
            Is.EqualTo(await ScoreAsync([late, early])).And.Contains("\"attempts\":5")
        );
    }

    [Test]
    public async Task A_response_to_nothing_that_was_planned_is_refused_with_its_line()
    {
        var thrown = await Assert.ThrowsAsync<DocumentException>(async () =>
            await ScoreAsync([LogSetup.Response("s1", model: "general"), LogSetup.Response("s9", model: "general")])
        );

        Assert.That(thrown!.Faults.Single().At.Line, Is.EqualTo(2));
    }

    [TestCase("positive", Outcome.Answered, Outcome.Answered)]
    [TestCase("It is neither good nor bad.", Outcome.Answered, Outcome.Unparsable)]
    [TestCase("I'm sorry, but I can't help with that.", Outcome.Answered, Outcome.Refused)]
    [TestCase("I cannot give financial advice.", Outcome.Answered, Outcome.Refused)]
    [TestCase("As an AI, I am unable to determine this.", Outcome.Answered, Outcome.Refused)]
    [TestCase("I can't believe how well they did.", Outcome.Answered, Outcome.Unparsable)]
    [TestCase("Sorry, I can't.", Outcome.Answered, Outcome.Refused)]
    [TestCase("I cannot give advice, but the news is positive.", Outcome.Answered, Outcome.Answered)]
    [TestCase("  ", Outcome.Answered, Outcome.Empty)]
    [TestCase("Positive. The company expects", Outcome.Truncated, Outcome.Answered)]
    [TestCase("The sentiment is positive because", Outcome.Truncated, Outcome.Answered)]
    [TestCase("Let us think. The word gain is positive", Outcome.Truncated, Outcome.Truncated)]
    [TestCase("<think>A gain is positive", Outcome.Truncated, Outcome.Truncated)]
    [TestCase("<think>A gain is good</think>positive", Outcome.Truncated, Outcome.Answered)]
    [TestCase("", Outcome.Truncated, Outcome.Truncated)]
    [TestCase("positive", Outcome.Filtered, Outcome.Filtered)]
    [TestCase("positive", Outcome.Refused, Outcome.Refused)]
    [TestCase(null, Outcome.Failed, Outcome.Failed)]
    [TestCase(null, Outcome.Empty, Outcome.Empty)]
    public void Parsing_settles_the_outcome_of_a_choice(string? text, Outcome before, Outcome after)
    {
        var (outcome, answer) = Scoring.Resolve(LogSetup.Response("s1", text, before));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome, Is.EqualTo(after));
            Assert.That(answer.IsUsable, Is.EqualTo(after == Outcome.Answered));
            Assert.That(answer.Reason is null, Is.EqualTo(after == Outcome.Answered));
        }
    }

    [TestCase("A gain of three points.", Outcome.Answered, Outcome.Answered)]
    [TestCase("I'm sorry, but I can't help with that.", Outcome.Answered, Outcome.Refused)]
    [TestCase("A gain of three", Outcome.Truncated, Outcome.Truncated)]
    public void Formats_that_take_any_text_still_know_a_refusal_and_a_cut(string text, Outcome before, Outcome after)
    {
        var scoring = new TaskScoring(Sentiment, new TextAnswer(), []);

        Assert.That(scoring.Resolve(LogSetup.Response("s1", text, before)).Outcome, Is.EqualTo(after));
    }

    [Test]
    public void Confidence_is_the_class_probability_or_that_of_the_tokens_that_spell_the_answer()
    {
        var response = LogSetup.Response("s1", "It is positive.");
        var classes = response with { Probabilities = new Dictionary<string, double> { ["positive"] = 0.7 } };
        var tokens = response with
        {
            Tokens = [new("It is", -3, []), new(" pos", -0.1, []), new("itive", -0.2, []), new(".", -2, [])],
        };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(AnswerConfidence.Of(classes, "positive"), Is.EqualTo(0.7));
            Assert.That(AnswerConfidence.Of(tokens, "positive"), Is.EqualTo(Math.Exp(-0.3)).Within(1e-12));
            Assert.That(AnswerConfidence.Of(response, "positive"), Is.Null);
            Assert.That(AnswerConfidence.Of(tokens, null), Is.Null);
        }
    }

    private static async Task<string> ScoreAsync(Response[] responses)
    {
        var folder = await FolderAsync(responses);
        await LogScorer.ScoreAsync(folder, Header, [Scoring]);
        return await File.ReadAllTextAsync(folder.ScoresFile);
    }

    private static async Task<RunFolder> FolderAsync(Response[] responses)
    {
        var folder = LogSetup.NewFolder();
        await LogSetup.WriteAsync(folder, responses);
        await using var samples = new SampleWriter(folder.SamplesFile);
        foreach (string? id in new[] { "s1", "s2", "s3" })
        {
            await samples.WriteAsync("sentiment", LogSetup.Sample(id, "positive"), CancellationToken.None);
        }

        return folder;
    }

    private static ModelHeader Model(string name) => new(name, "rules", ModelKind.General, "", "");

    /// <summary>One cell of nine for each answer.</summary>
    private sealed record Cells : IMetric
    {
        public string Name => "cells";

        public int Width => 9;

        public void Observe(in ScoredSample sample, Span<double> statistics) =>
            statistics[sample.Answer == "positive" ? 3 : 7] = 1;

        public double? Value(ReadOnlySpan<double> totals) => totals[3];
    }

    /// <summary>A column for answers that are negative, nothing for others.</summary>
    private sealed record Seen : IWeightedMetric
    {
        public string Name => "seen";

        public int Columns => 1;

        public bool Observe(in ScoredSample sample, Span<double> columns)
        {
            columns[0] = 2;
            return sample.Answer == "negative";
        }

        public double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights) => null;
    }
}
