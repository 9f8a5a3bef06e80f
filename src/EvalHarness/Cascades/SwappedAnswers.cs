using EvalHarness.Comparisons.Joins;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>Answers of two models, of which the second takes the place of the first in some.</summary>
/// <param name="shared">The answers of the two.</param>
/// <param name="swapped">Places of the answers that are swapped.</param>
/// <param name="value">What a right answer is worth.</param>
/// <param name="level">Confidence level of intervals.</param>
internal sealed class SwappedAnswers(SlicedAnswers shared, HashSet<int> swapped, double value, double level)
{
    private readonly OwnCosts? before = OwnCosts.Of(shared.Models[0], shared.Usd[0]);
    private readonly OwnCosts? after = OwnCosts.Of(shared.Models[1], shared.Usd[1]);

    private bool IsPriced => before is not null && after is not null;

    /// <summary>Some of the answers before and after.</summary>
    /// <param name="places">Their places, at least one.</param>
    public SwappedPart Part(int[] places)
    {
        double[] gains = Array.ConvertAll(places, place => Right(place) - shared.Right[0][place]);
        double[] costs = Array.ConvertAll(places, place => IsPriced ? Usd(place) - before!.Usd[place] : 0);
        double[] benefits = [.. gains.Zip(costs, (gain, cost) => (value * gain) - cost)];
        int[] clusters = Array.ConvertAll(places, place => shared.Clusters[place]);
        return new(
            places.Length,
            Share(places, place => shared.Right[0][place], place => before!.Usd[place]),
            Share(places, Right, Usd),
            PairedGain.Of(gains, clusters, level),
            PairedGain.Of(benefits, clusters, level)
        );
    }

    /// <summary>How many of some answers of a model have no known cost of their own, where that matters.</summary>
    public int Unpriced(int model, int[] places) =>
        IsPriced ? places.Count(place => shared.Usd[model][place] is null) : 0;

    private AnsweredShare Share(int[] places, Converter<int, double> right, Converter<int, double> usd) =>
        new(
            CompensatedSum.Mean(Array.ConvertAll(places, right)),
            IsPriced ? CompensatedSum.Mean(Array.ConvertAll(places, usd)) : null
        );

    private double Right(int place) => shared.Right[swapped.Contains(place) ? 1 : 0][place];

    private double Usd(int place) => (swapped.Contains(place) ? after : before)!.Usd[place];
}
