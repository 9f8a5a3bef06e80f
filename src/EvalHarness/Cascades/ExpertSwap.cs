using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;

namespace EvalHarness.Cascades;

/// <summary>What happens if one model answers one slice in the place of another, from recorded answers of both.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="By">The field of the sample that decides.</param>
/// <param name="Slice">The value of it that is answered by the other model.</param>
/// <param name="Base">The model that answers everything before.</param>
/// <param name="With">The model that answers the slice after.</param>
/// <param name="Answers">Answers that both gave.</param>
/// <param name="Value">What a right answer is worth, in US dollars.</param>
public sealed record ExpertSwap(
    string Task,
    string Metric,
    string By,
    string Slice,
    string Base,
    string With,
    int Answers,
    double Value
)
{
    /// <summary>Confidence level of the intervals.</summary>
    public double Level { get; init; }

    /// <summary>The slice alone.</summary>
    public required SwappedPart InSlice { get; init; }

    /// <summary>All answers, of which only those of the slice are swapped.</summary>
    public required SwappedPart Overall { get; init; }

    /// <summary>Answers of the slice whose own cost is unknown with the model before and which count as its mean.</summary>
    public int BaseUnpriced { get; init; }

    /// <summary>Answers of the slice whose own cost is unknown with the model after and which count as its mean.</summary>
    public int WithUnpriced { get; init; }

    /// <summary>The routes of <c>provider: router</c> that do this: those of the model before, where it is a router by the same field, with one changed.</summary>
    public required SliceRoutes Routes { get; init; }

    /// <summary>Whether both models have a known cost.</summary>
    public bool CostIsKnown => Overall.Before.Usd is not null;

    /// <summary>Swaps the model of a slice.</summary>
    /// <param name="answers">The answers of a task.</param>
    /// <param name="by">The field.</param>
    /// <param name="slice">Its value.</param>
    /// <param name="before">The model that answers everything.</param>
    /// <param name="after">The model that answers the slice instead.</param>
    /// <param name="value">What a right answer is worth, in US dollars.</param>
    /// <returns>Null where both gave no answer to any sample of the slice.</returns>
    public static ExpertSwap? Of(
        RightOrWrong answers,
        string by,
        string slice,
        AnsweringModel before,
        AnsweringModel after,
        double value = 1
    )
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var shared = answers.Among([before, after], by);
        int[] places = [.. Enumerable.Range(0, shared.Count).Where(i => shared.Slices[i] == slice)];
        if (places.Length == 0)
        {
            return null;
        }

        var swapped = new SwappedAnswers(shared, places.ToHashSet(), value, answers.Confidence);
        return new(answers.Task, answers.Metric, by, slice, before.Name, after.Name, shared.Count, value)
        {
            Level = answers.Confidence,
            InSlice = swapped.Part(places),
            Overall = swapped.Part([.. Enumerable.Range(0, shared.Count)]),
            BaseUnpriced = swapped.Unpriced(0, places),
            WithUnpriced = swapped.Unpriced(1, places),
            Routes = RoutesOf(by, slice, before, after),
        };
    }

    private static SliceRoutes RoutesOf(string by, string slice, AnsweringModel before, AnsweringModel after)
    {
        var router = before.Routes?.Slice == by ? before.Routes : null;
        var to = router?.To.ToDictionary(StringComparer.Ordinal) ?? [];
        to[slice] = after.Name;
        return new(by, to, router?.Otherwise ?? before.Name);
    }
}
