using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Suites;

/// <summary>Models that grade the answers of a task. The keys of what they are asked stand beside these.</summary>
/// <param name="Name">Name of the judge in its task, as metrics call it.</param>
/// <param name="Kind">What is asked of each answer: the keyword of a question, whose own keys stand in the same mapping.</param>
/// <param name="Models">Models of this suite that judge, one or several; their scores are averaged.</param>
/// <param name="Repeats">How often each of them judges an answer; once by default.</param>
/// <param name="Generation">How they generate; temperature 0 and at most 512 tokens by default.</param>
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
    bool AllowUncalibrated = false,
    CalibrationSpec? Calibration = null,
    Location Declared = default
)
{
    /// <summary>How its models generate.</summary>
    public Generation Generation { get; init; } = Generation ?? new Generation(Temperature: 0, MaxTokens: 512);
}
