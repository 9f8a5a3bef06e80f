using System.Collections.Immutable;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Information;

/// <summary>
/// Expected net present value of the subject over the incumbent on a grid of four assumptions, so that a page can answer
/// what-ifs by interpolation without computing the model.
/// </summary>
/// <remarks>
/// Computed on the first draws and moved by one constant so that it meets the printed figure where nothing is changed.
/// Prices and, without machines rented by the hour, the volume enter linearly, so that interpolation is exact in them.
/// </remarks>
/// <param name="Option">Id of the option whose worth it gives.</param>
/// <param name="Volume">Factors on the volume, growing.</param>
/// <param name="Uplift">Shifts of the option's quality, growing.</param>
/// <param name="Price">Factors on the prices per token, growing.</param>
/// <param name="Frontier">Means of the frontier's yearly reduction of error, growing; its spread moves in proportion.</param>
/// <param name="Npv">Expected net present value, the frontier running fastest, then price, uplift, volume.</param>
/// <param name="FrontierNow">The mean of the frontier rate as assumed.</param>
/// <param name="UpliftNow">The mean of the option's quality over the incumbent's.</param>
/// <param name="AnswersNow">Answers a month today, the mean over the draws.</param>
/// <param name="Correction">What was added so that the surface meets the printed figure: its Monte Carlo error.</param>
public sealed record ResponseSurface(
    string Option,
    ImmutableArray<double> Volume,
    ImmutableArray<double> Uplift,
    ImmutableArray<double> Price,
    ImmutableArray<double> Frontier,
    ImmutableArray<double> Npv,
    double FrontierNow,
    double UpliftNow,
    double AnswersNow,
    double Correction
)
{
    private const double Fastest = 0.95;

    /// <summary>The value at a knot.</summary>
    /// <param name="volume">Place of the factor among <see cref="Volume"/>, from 0.</param>
    /// <param name="uplift">Place of the shift among <see cref="Uplift"/>, from 0.</param>
    /// <param name="price">Place of the factor among <see cref="Price"/>, from 0.</param>
    /// <param name="frontier">Place of the rate among <see cref="Frontier"/>, from 0.</param>
    public double At(int volume, int uplift, int price, int frontier) =>
        Npv[(((((volume * Uplift.Length) + uplift) * Price.Length) + price) * Frontier.Length) + frontier];

    /// <summary>The value between knots, multilinear; at the edge where an assumption lies beyond.</summary>
    /// <param name="volume">Factor on the volume; today is 1.</param>
    /// <param name="uplift">Shift of the option's quality.</param>
    /// <param name="price">Factor on the prices per token.</param>
    /// <param name="frontier">Mean of the frontier rate.</param>
    public double Interpolate(double volume, double uplift, double price, double frontier)
    {
        (int Low, double Share)[] around =
        [
            Around(Volume, volume),
            Around(Uplift, uplift),
            Around(Price, price),
            Around(Frontier, frontier),
        ];
        double total = 0;
        for (int corner = 0; corner < 16; corner++)
        {
            double weight = 1;
            int[] place = new int[4];
            for (int axis = 0; axis < 4; axis++)
            {
                int high = (corner >> axis) & 1;
                weight *= high == 1 ? around[axis].Share : 1 - around[axis].Share;
                place[axis] = around[axis].Low + high;
            }

            total += weight == 0 ? 0 : weight * At(place[0], place[1], place[2], place[3]);
        }

        return total;
    }

    private static (int Low, double Share) Around(ImmutableArray<double> knots, double value)
    {
        int low = 0;
        while (low < knots.Length - 2 && value > knots[low + 1])
        {
            low++;
        }

        return (low, Math.Clamp((value - knots[low]) / (knots[low + 1] - knots[low]), 0, 1));
    }

    /// <summary>The surface from a few draws, set at the figures of the whole decision.</summary>
    internal static ResponseSurface Of(
        DecisionSpec spec,
        ParameterDraws draws,
        ParameterDraws whole,
        string option,
        double npv
    )
    {
        double rate = whole[DecisionParameters.Frontier].Mean;
        bool isStaircase = spec.Options.Any(one => one.Gpu is not null);
        double[] volume = isStaircase ? [0.1, 0.25, 0.5, 1, 2, 4, 10] : [0.1, 10];
        double[] uplift = [-0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2];
        double[] price = [0, 3];
        double[] frontier = [.. new[] { 0, 0.03, 0.1, 0.25, 0.5, rate }.Distinct().Order()];
        string[] prices =
        [
            .. draws
                .All.Select(one => one.Name)
                .Where(name => ParameterCatalog.Find(name)?.SharedName == ApiParameters.PriceIn.SharedName),
        ];
        double now = Value(draws);
        double[] values = new double[volume.Length * uplift.Length * price.Length * frontier.Length];
        Parallel.For(
            0,
            values.Length,
            place =>
            {
                (int rest, int f) = Math.DivRem(place, frontier.Length);
                (rest, int p) = Math.DivRem(rest, price.Length);
                (int v, int u) = Math.DivRem(rest, uplift.Length);
                var changed = draws
                    .With(DecisionParameters.Volume.Name, v0 => v0 * volume[v])
                    .With(OptionParameters.Quality.Of(option), q => q + uplift[u]);
                changed = prices.Aggregate(changed, (so, name) => so.With(name, one => one * price[p]));
                changed = changed.With(
                    DecisionParameters.Frontier.Name,
                    one => rate > 0 ? Math.Min(one * frontier[f] / rate, Fastest) : frontier[f]
                );
                values[place] = Value(changed) + npv - now;
            }
        );
        return new(
            option,
            [.. volume],
            [.. uplift],
            [.. price],
            [.. frontier],
            [.. values],
            rate,
            whole[OptionParameters.Quality, option].Mean - whole[OptionParameters.Quality, spec.Incumbent].Mean,
            whole[DecisionParameters.Volume].Mean,
            npv - now
        );

        double Value(ParameterDraws at) => CompensatedSum.Mean(CashFlowEngine.Gain(spec, at, option));
    }
}
