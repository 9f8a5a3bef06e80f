using System.Text.Json.Nodes;
using EvalHarness.Conclusions;
using EvalHarness.Logs;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using EvalHarness.Tests.Conclusions;
using EvalHarness.Tests.Evaluators;
using Microsoft.Extensions.AI.Evaluation;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>What evaluators and judges said of an answer, in the page.</summary>
public sealed class OpinionsTests
{
    /// <summary>A run with an evaluator that breaks on s4, and a judge that gives no verdict on s5; both attack the page.</summary>
    internal static async Task<ReportInput> InputAsync()
    {
        var setup = new EvaluatorSetup(
            (
                "depth",
                ScriptedEvaluator.Of(call =>
                    call.Number == 4 ? throw new FormatException() : new NumericMetric("Depth", 3, Recipes.Attack)
                )
            )
        ).Write("{ evaluator: { type: depth, metric: Depth } }, { judged: meaning }");
        var judge = new ScriptedClient(
            text =>
                text.Contains("question 5\n", StringComparison.Ordinal)
                    ? "I cannot tell."
                    : $"{Recipes.Attack}\nVerdict: same",
            "j"
        );
        return ReportInput.Of(await setup.Judged(judge).RunAsync());
    }

    private static async Task<JsonArray[]> OpinionsAsync(ReportInput input)
    {
        var samples = new PageData(await Pages.WriteAsync(input)).Read("t0-x0")["samples"]!.AsArray();
        return [.. samples.Select(sample => sample!["a"]![0]![0]!["op"]!.AsArray())];
    }

    private static (string?, string?) Said(JsonNode? opinion) => ((string?)opinion!["b"], (string?)opinion["v"]);

    [Test]
    public async Task Each_answer_has_what_was_said_of_it_with_the_reasons()
    {
        var opinions = await OpinionsAsync(await InputAsync());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                opinions[6].Select(Said),
                Is.EqualTo(new[] { ("Depth", "3"), ("judge meaning, judge", "same") })
            );
            Assert.That((string?)opinions[6][0]!["x"]![0], Is.EqualTo(Recipes.Attack));
            Assert.That((string?)opinions[6][1]!["x"]![0], Is.EqualTo($"{Recipes.Attack}\nVerdict: same"));
        }
    }

    [Test]
    public async Task Where_there_is_no_value_or_no_verdict_the_reason_stands_instead()
    {
        var opinions = await OpinionsAsync(await InputAsync());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Said(opinions[3][0]), Is.EqualTo(("Depth", (string?)null)));
            Assert.That((string?)opinions[3][0]!["x"]![0], Is.EqualTo("it threw FormatException"));
            Assert.That(Said(opinions[4][1]), Is.EqualTo(("judge meaning, judge", (string?)null)));
            Assert.That((string?)opinions[4][1]!["x"]![0], Is.EqualTo("I cannot tell."));
        }
    }

    [Test]
    public async Task They_reach_the_page_as_data_alone_and_are_cut_like_other_texts()
    {
        var input = await InputAsync() with { Texts = new TextLimits(Characters: 12) };

        string page = await Pages.WriteAsync(input);

        var cut = new PageData(page).Read("t0-x0")["samples"]![6]!["a"]![0]![0]!["op"]![0]!["x"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Not.Contain(Recipes.Attack));
            Assert.That((string?)cut["s"], Is.EqualTo(Recipes.Attack[..12]));
            Assert.That((int)cut["n"]!, Is.EqualTo(Recipes.Attack.Length));
        }
    }

    [Test]
    public async Task A_hundred_thousand_judged_samples_fit_into_20_megabytes()
    {
        var input = InventedRun.Of(Recipes.All["large"]);
        var task = input.Scores.Tasks[0];
        var judge = new JudgeHeader("quality", """{"reference":{}}""", ["j"], 1, "1");
        var judged = input with
        {
            Scores = input.Scores with { Tasks = [task with { Task = task.Task with { Judges = [judge] } }] },
            Verdicts = cancellationToken =>
                input
                    .Responses!(cancellationToken)
                    .Where(response => response.Text is not null)
                    .Select(
                        (response, place) =>
                            new AnswerVerdict(response.Task, response.SampleId, "quality", "j", 0)
                            {
                                Judged = AnswerVerdict.KeyOf(response.Text!),
                                Grade = "same",
                                Text = Wordy(place),
                            }
                    ),
        };
        using var stream = new MemoryStream();

        await HtmlReport.WriteAsync(judged, stream);

        Assert.That(stream.Length, Is.InRange(10_000_000, 20_000_000));
    }

    /// <summary>Words that hardly shrink.</summary>
    private static string Wordy(int place) =>
        string.Join(' ', Enumerable.Range(0, 40).Select(i => unchecked((uint)((place * 40) + i) * 2654435761u)));
}
