using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Headlines;

/// <summary>The first screen of a report as plain sentences: the answer, its numbers, and what stands beside it.</summary>
/// <param name="Answer">One sentence that answers the question of the suite.</param>
/// <param name="Number">The numbers behind the answer, and which model plays which role.</param>
/// <param name="Beside">What is open, how high the bar is, what there is for nothing: a title and its words each.</param>
public sealed record HeadlineText(string Answer, string Number, ImmutableArray<(string Title, string Text)> Beside)
{
    /// <summary>The sentences of a run.</summary>
    /// <param name="comparison">The run compared.</param>
    public static HeadlineText Of(Comparison comparison)
    {
        var headline = Headline.Of(comparison);
        return new HeadlineText(
            headline.Answer,
            headline.Number.ToString(),
            [.. headline.Slots.Select(slot => (slot.Title, slot.Text.ToString()))]
        );
    }
}
