using EvalHarness.Core;

namespace EvalHarness.Comparisons.Histories;

/// <summary>One sample in two runs.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Sample">The sample.</param>
/// <param name="Before">Its score in the earlier run, in [0, 1] for right and wrong; null where it has none.</param>
/// <param name="After">Its score in the later run.</param>
/// <param name="AnswerBefore">The first answer in the earlier run; null where there was none that is usable.</param>
/// <param name="AnswerAfter">The first answer in the later run.</param>
public sealed record SampleFlip(
    FlipKind Kind,
    Sample Sample,
    double? Before,
    double? After,
    string? AnswerBefore,
    string? AnswerAfter
);
