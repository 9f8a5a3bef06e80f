using System.Collections.Immutable;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>What to do next: a look one step ahead, to be repeated after each study.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Option">The option that is best as things stand: to go with, or to go with if no study is made.</param>
/// <param name="Study">The study to make; null where none pays.</param>
/// <param name="N">How many samples it takes; null where it has no size.</param>
/// <param name="Enbs">The study's expected net benefit; null where none is made.</param>
/// <param name="Reasons">Why, in sentences.</param>
/// <param name="Flip">The one assumption that changes the answer soonest; null where none in its range does.</param>
public sealed record Verdict(
    VerdictAction Action,
    string Option,
    string? Study,
    double? N,
    double? Enbs,
    ImmutableArray<string> Reasons,
    BreakEven? Flip
);
