using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Suites;

/// <summary>Models that grade the answers of a task. The keys of what they are asked stand beside these.</summary>
/// <param name="Name">Name of the judge in its task, as metrics call it.</param>
/// <param name="Kind">What is asked of each answer: the keyword of a question, whose own keys stand in the same mapping.</param>
/// <param name="Models">Models of this suite that judge, one or several.</param>
/// <param name="Repeats">How often each of them judges an answer; once by default.</param>
/// <param name="Generation">How they generate; temperature 0 and at most 512 tokens by default.</param>
/// <param name="Jury">How the verdicts of several models and repeats on one answer become one: <c>mean</c> of their scores (default), or
/// <c>majority</c>, the grade that most gave.</param>
/// <param name="Prompt">A template of the suite's own for what the judge is asked, instead of ours; it shows <c>{{answer}}</c> (between its
/// marks) and <c>{{form}}</c> (how the verdict is to be written), may show <c>{{guideline}}</c>, <c>{{asked}}</c> (the question as the models
/// saw it), <c>{{targets}}</c> and any field of the sample.</param>
/// <param name="System">What the judge is told first, instead of our words on what stands between the marks.</param>
/// <param name="AllowUncalibrated">Whether gates may go by its scores though nobody compared them with those of people; they stay open by default.</param>
/// <param name="Calibration">What people say of some of the answers, by which its scores are corrected; nothing by default.</param>
/// <param name="Declared">Where it is declared.</param>
[Keyword("judge")]
public sealed record JudgeSpec(
    [FromKey] string Name,
    [Inline] IJudgeQuestion Kind,
    ImmutableArray<string> Models,
    [Range(1, 100)] int Repeats = 1,
    Generation? Generation = null,
    Jury Jury = Jury.Mean,
    string? Prompt = null,
    string? System = null,
    bool AllowUncalibrated = false,
    CalibrationSpec? Calibration = null,
    Location Declared = default
)
{
    /// <summary>How its models generate.</summary>
    public Generation Generation { get; init; } = Generation ?? new Generation(Temperature: 0, MaxTokens: 512);
}
