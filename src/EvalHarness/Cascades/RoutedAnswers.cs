using System.Collections.Immutable;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>Answers of several models, of which a router takes one for each sample.</summary>
internal sealed class RoutedAnswers
{
    private readonly SlicedAnswers shared;
    private readonly double value;
    private readonly OwnCosts?[] costs;
    private readonly bool isPriced;
    private readonly ImmutableArray<double[]> worth;

    public RoutedAnswers(SlicedAnswers shared, double value)
    {
        (this.shared, this.value) = (shared, value);
        costs = [.. shared.Models.Select((model, place) => OwnCosts.Of(model, shared.Usd[place]))];
        isPriced = Array.TrueForAll(costs, cost => cost is not null);
        worth =
        [
            .. shared.Models.Select(
                (_, model) => shared.Right[model].Select((right, i) => (value * right) - Usd(model, i)).ToArray()
            ),
        ];
    }

    public RouterSimulation Simulate(RightOrWrong answers, string by, int folds)
    {
        int[] fold = CascadeSimulation.FoldsOf(shared.Clusters, folds, answers.Seed);
        SliceExperts[] without =
        [
            .. Enumerable.Range(0, folds).Select(one => SliceExperts.Of(shared.Slices, worth, i => fold[i] != one)),
        ];
        int[] heldOut = [.. fold.Select((one, i) => without[one].In(shared.Slices[i]))];
        var all = SliceExperts.Of(shared.Slices, worth, _ => true);
        int[] learnt = [.. shared.Slices.Select(all.In)];
        int best = all.Otherwise;
        return new(answers.Task, answers.Metric, by, shared.Count, folds, value)
        {
            Level = answers.Confidence,
            Members =
            [
                .. shared.Models.Select(
                    (model, place) =>
                        new RouterMember(
                            model.Name,
                            Share([.. Enumerable.Repeat(place, shared.Count)], Everywhere),
                            heldOut.Count(asked => asked == place) / (double)shared.Count,
                            isPriced ? costs[place]!.Unpriced : 0
                        )
                ),
            ],
            CrossFitted = Share(heldOut, Everywhere),
            InSample = Share(learnt, Everywhere),
            NetBenefit = CompensatedSum.Mean(Array.ConvertAll(Everywhere, i => worth[heldOut[i]][i])),
            Claimed = CompensatedSum.Mean(Array.ConvertAll(Everywhere, i => worth[learnt[i]][i])),
            Best = shared.Models[best].Name,
            Advantage = Gain(i => worth[heldOut[i]][i] - worth[best][i], answers.Confidence),
            Gain = Gain(i => shared.Right[heldOut[i]][i] - shared.Right[best][i], answers.Confidence),
            Slices = [.. Slices(all)],
            Routes = Routes(by, all),
        };
    }

    private int[] Everywhere => [.. Enumerable.Range(0, shared.Count)];

    private IEnumerable<RouterSlice> Slices(SliceExperts experts) =>
        from i in Everywhere
        where shared.Slices[i] is not null
        group i by shared.Slices[i]! into slice
        orderby slice.Count() descending, slice.Key
        select new RouterSlice(
            slice.Key,
            slice.Count(),
            [.. shared.Models.Select((_, model) => Share([.. Enumerable.Repeat(model, shared.Count)], [.. slice]))],
            shared.Models[experts.In(slice.Key)].Name
        );

    /// <summary>Only what is sent elsewhere than all that was never seen needs a route.</summary>
    private SliceRoutes Routes(string by, SliceExperts experts) =>
        new(
            by,
            shared
                .Slices.OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Where(slice => experts.In(slice) != experts.Otherwise)
                .Order(StringComparer.Ordinal)
                .ToDictionary(slice => slice, slice => shared.Models[experts.In(slice)].Name, StringComparer.Ordinal),
            shared.Models[experts.Otherwise].Name
        );

    private AnsweredShare Share(int[] asked, int[] places) =>
        new(
            CompensatedSum.Mean(Array.ConvertAll(places, i => shared.Right[asked[i]][i])),
            isPriced ? CompensatedSum.Mean(Array.ConvertAll(places, i => Usd(asked[i], i))) : null
        );

    private PairedGain Gain(Converter<int, double> difference, double level) =>
        PairedGain.Of(Array.ConvertAll(Everywhere, difference), [.. shared.Clusters], level);

    private double Usd(int model, int place) => isPriced ? costs[model]!.Usd[place] : 0;
}
