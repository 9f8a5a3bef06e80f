using EvalHarness.Core;

namespace EvalHarness.Scoring.Judges;

/// <summary>
/// Which of two answers to the same sample is the better one. The judge sees both, without the names of the models, and says A, B or tie.
/// </summary>
/// <param name="Against">
/// The model of this suite whose answers all others are compared with, or <c>all</c>: every model with every other.
/// </param>
/// <param name="Guideline">What makes an answer the better one; how well it serves whoever asked, by default.</param>
/// <param name="Swap">
/// Whether each pair is judged in both orders, so that what a place is worth to the judge falls out; true by default. Otherwise one of
/// the two orders is drawn for each pair.
/// </param>
[Keyword("pairwise")]
public sealed record Pairwise(string Against, string? Guideline = null, bool Swap = true) : IJudgeQuestion
{
    /// <summary>What <see cref="Against"/> says where every model is compared with every other.</summary>
    public const string All = "all";

    /// <summary>The grade of a pair without a better answer.</summary>
    public const string Tie = "tie";

    private const string Serves =
        "Judge which of the two answers serves the one who asked better: the more correct one first, then the more complete and the "
        + "clearer one. Length by itself earns nothing, and neither does standing first. Where neither is better, that is a tie.";

    /// <summary>The grades, and the score of the answer that stands first under each.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; } =
        new Dictionary<string, double>
        {
            ["A"] = 1,
            ["B"] = 0,
            [Tie] = 0.5,
        };

    /// <inheritdoc/>
    string IJudgeQuestion.Guideline => Guideline ?? Serves;

    /// <inheritdoc/>
    public string Form =>
        $"Say in one or two sentences why. Then write a last line with A where answer A is better, B where answer B is better, or {Tie} where neither is, in this form:\n{Verdicts.Announcement}: <one of them>";

    /// <summary>The same question asked of other pairs is the same question: whatever decides a verdict, and no more.</summary>
    internal Pairwise Asked => this with { Against = All, Swap = true };

    /// <summary>Whether every model is compared with every other.</summary>
    internal bool IsRound => Against == All;

    /// <summary>The pairs of models whose answers are compared, by their places.</summary>
    /// <param name="models">Names of the models that answer.</param>
    internal IEnumerable<(int One, int Other)> Pairs(IReadOnlyList<string> models)
    {
        for (int one = 0; one < models.Count; one++)
        {
            foreach (int other in Opponents(models, one).Where(other => other != one && (!IsRound || other > one)))
            {
                yield return (one, other);
            }
        }
    }

    /// <summary>Those whose answers the answer of a model is scored against; the model itself where it is the one that all others are.</summary>
    /// <param name="models">Names of the models that answer.</param>
    /// <param name="model">Place of the model.</param>
    internal IEnumerable<int> Opponents(IReadOnlyList<string> models, int model) =>
        Enumerable.Range(0, models.Count).Where(other => IsRound ? other != model : models[other] == Against);

    /// <summary>The orders in which two different texts are shown: both, or the one that is drawn for them.</summary>
    /// <param name="sample">Id of the sample.</param>
    /// <param name="one">Hash of a text.</param>
    /// <param name="other">Hash of another.</param>
    /// <returns>Whether the first of them stands first.</returns>
    internal IEnumerable<bool> Orders(string sample, string one, string other)
    {
        if (Swap)
        {
            return [true, false];
        }

        bool isSorted = string.CompareOrdinal(one, other) < 0;
        string drawn = isSorted
            ? Digest.Of("evalharness/order/1", sample, one, other)
            : Digest.Of("evalharness/order/1", sample, other, one);
        return [isSorted == (drawn[0] < '8')];
    }
}
