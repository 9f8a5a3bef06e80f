using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Scoring.Numbers;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Answers;

/// <summary>
/// Responses and what is to be read in them, one a line of Scoring/Cases/reading-cases.jsonl: <c>kind</c>, <c>answer_format</c>,
/// <c>response</c>, <c>expected</c> (null: no answer), <c>also</c> (what is right too); numbers are compared in plain units (<c>numeric</c>); <c>counter</c> marks
/// what looks like its kind and is not.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReadingCaseTests
{
    [TestCaseSource(nameof(Cases))]
    public void Reads_what_was_said(JsonElement @case)
    {
        var format = Format(@case.GetProperty("answer_format"));
        string response = @case.GetProperty("response").GetString()!;

        var answer = format.Parse(response);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Expected(@case).Select(right => Reading(right, @case)),
                Has.Member(Reading(answer.Value, @case)),
                response
            );
            Assert.That(answer.Reason, answer.Value is null ? Is.Not.Empty : Is.Null);
            foreach (var score in Scores(@case))
            {
                Assert.That(
                    Measure(score.Name, format, answer, @case),
                    Is.EqualTo(score.Value.GetDouble()),
                    score.Name
                );
            }
        }
    }

    private static IEnumerable<TestCaseData> Cases() =>
        File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Scoring/Cases/reading-cases.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(@case => new TestCaseData(@case).SetArgDisplayNames(@case.GetProperty("id").GetString()!));

    private static IEnumerable<string?> Expected(JsonElement @case) =>
        [
            @case.GetProperty("expected").GetString(),
            .. @case.TryGetProperty("also", out var also) ? also.EnumerateArray().Select(one => one.GetString()) : [],
        ];

    private static List<JsonProperty> Scores(JsonElement @case) =>
        @case.TryGetProperty("score", out var scores) ? [.. scores.EnumerateObject()] : [];

    private static double Measure(string metric, IAnswerFormat format, Answer answer, JsonElement @case)
    {
        ImmutableArray<string> targets = [format.Canonical(@case.GetProperty("target").GetString()!)];
        IMetric measured = metric switch
        {
            "accuracy" => new Accuracy(),
            "exact_match" => new ExactMatch(),
            "numeric_match" => new NumericMatch(),
            _ => new ContainsTarget(),
        };
        double[] statistics = new double[measured.Width];
        measured.Observe(new ScoredSample(answer.Value, targets, Outcome.Answered), statistics);
        return statistics[0];
    }

    private static object? Reading(string? answer, JsonElement @case) =>
        answer is not null && @case.TryGetProperty("numeric", out _)
            ? Math.Round(NumericAnswers.Parse(answer)!.Value.Fraction, 12)
            : answer;

    private static IAnswerFormat Format(JsonElement format) =>
        format.ValueKind == JsonValueKind.String
            ? format.GetString() switch
            {
                "letter" => new LetterAnswer(),
                "number" => new NumberAnswer(),
                _ => new TextAnswer(),
            }
        : format.TryGetProperty("letter", out var letters) ? new LetterAnswer(letters.GetString()!)
        : new ChoiceAnswer([.. format.GetProperty("choice").EnumerateArray().Select(label => label.GetString()!)]);
}
