using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Conclusions;

/// <summary>What one model of a judge said at one repeat of an answer, or of two.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Sample">Id of the sample.</param>
/// <param name="Judge">Name of the judge.</param>
/// <param name="Model">The model that judged.</param>
/// <param name="Repeat">Which repeat, from 0.</param>
public sealed record AnswerVerdict(string Task, string Sample, string Judge, string Model, int Repeat)
{
    /// <summary>Key of the answer that it is about, of the first where it compares two.</summary>
    public required string Judged { get; init; }

    /// <summary>Key of the answer that stands second; null where one is judged by itself.</summary>
    public string? Against { get; init; }

    /// <summary>The grade, or the score where it is no single grade; null where there is no verdict.</summary>
    public string? Grade { get; init; }

    /// <summary>What the model wrote, or why it wrote nothing; null where neither is known.</summary>
    public string? Text { get; init; }

    /// <summary>The key of an answer.</summary>
    /// <param name="answer">Its text.</param>
    public static string KeyOf(string answer) => JudgePrompt.HashOf(answer);

    internal static AnswerVerdict Of(Response verdict, Core.Judging judging, IJudgeQuestion question)
    {
        var said = verdict.Outcome.IsMissing() ? null : question.Read(verdict.Text);
        return new(verdict.Task, verdict.SampleId, judging.Judge, verdict.Model, verdict.Epoch)
        {
            Judged = judging.Judged,
            Against = judging.Against,
            Grade =
                said is null ? null
                : said.Grade.Length > 0 ? said.Grade
                : said.Score.ToString("0.###", CultureInfo.InvariantCulture),
            Text = verdict.Text ?? verdict.Failure?.Message,
        };
    }
}
