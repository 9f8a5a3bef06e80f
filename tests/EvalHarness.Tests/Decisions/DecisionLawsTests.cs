using CsCheck;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class DecisionLawsTests
{
    private static readonly Gen<double[][]> Draws =
        from options in Gen.Int[1, 5]
        from draws in Gen.Int[40, 200]
        from columns in Gen.Double[-1e6, 1e6].Array[draws].Array[options]
        select columns;

    [Test]
    public void Probabilities_of_being_best_sum_to_one() =>
        Draws.Sample(draws => Math.Abs(OptionOdds.Of(draws).PBest.Sum() - 1) < 1e-12);

    [Test]
    public void Regret_of_the_best_option_is_the_value_of_perfect_information() =>
        Draws.Sample(draws =>
        {
            var odds = OptionOdds.Of(draws);
            return odds.ExpectedRegret.Min() == odds.ExpectedRegret[odds.Best]
                && Math.Abs(odds.ExpectedRegret[odds.Best] - odds.Evpi) <= 1e-9 * (1 + odds.Evpi);
        });

    [Test]
    public void A_signal_is_worth_no_less_than_nothing_and_no_more_than_everything() =>
        Draws.Sample(draws =>
        {
            double evpi = OptionOdds.Of(draws).Evpi;
            double value = InformationValue.OfSignal(draws[0], draws);
            return value >= 0 && value <= evpi * (1 + 1e-12) + 1e-9;
        });

    [Test]
    public void Permuting_options_permutes_the_answer() =>
        Draws.Sample(draws =>
        {
            var forward = OptionOdds.Of(draws);
            var backward = OptionOdds.Of([.. draws.Reverse()]);
            return forward.PBest.SequenceEqual(backward.PBest.Reverse()) && Close(forward.Evpi, backward.Evpi);
        });

    [Test]
    public void Adding_the_same_to_all_options_changes_no_value_of_information() =>
        Gen.Select(Draws, Gen.Double[-1e6, 1e6])
            .Sample(
                (draws, shift) =>
                {
                    double[][] moved = Array.ConvertAll(draws, column => Array.ConvertAll(column, x => x + shift));
                    return Close(OptionOdds.Of(draws).Evpi, OptionOdds.Of(moved).Evpi);
                }
            );

    [Test]
    public void The_mean_of_the_worst_draws_grows_with_their_share() =>
        Gen.Select(Gen.Double[-1e3, 1e3].Array[1, 50], Gen.Double[0.01, 1], Gen.Double[0.01, 1])
            .Sample(
                (draws, a, b) =>
                {
                    Array.Sort(draws);
                    return Cvar.Of(draws, Math.Min(a, b)) <= Cvar.Of(draws, Math.Max(a, b)) + 1e-9;
                }
            );

    [Test]
    public void Prices_rise_up_the_ladder_and_no_option_off_it_is_as_cheap_and_better() =>
        Gen.Double[0, 1]
            .Array[2, 12]
            .SelectMany(cost => Gen.Double[0, 1].Array[cost.Length].Select(effect => (cost, effect)))
            .Sample(pair =>
            {
                var ladder = IcerLadder.Of([.. pair.cost.Select((_, i) => $"o{i}")], pair.cost, pair.effect);
                LadderRung[] frontier = [.. ladder.Where(rung => rung.Status == RungStatus.Frontier)];
                double[] prices = [.. frontier.Skip(1).Select(rung => rung.Icer!.Value)];
                return prices.SequenceEqual(prices.Order()) && frontier.All(rung => !IsBeaten(rung, ladder));
            });

    [Test]
    public void Every_rate_that_is_told_makes_the_present_value_nothing() =>
        Gen.Int[-100, 100]
            .Array[2, 8]
            .Sample(amounts =>
            {
                double[] flows = Array.ConvertAll(amounts, amount => (double)amount);
                return CashFlowSeries.InternalRates(flows).All(rate => IsNothing(flows, rate));
            });

    [Test]
    public void Quantiles_undo_the_beta_distribution() =>
        Gen.Select(Gen.Double[0.2, 50], Gen.Double[0.2, 50], Gen.Double[0.001, 0.999])
            .Sample(
                (a, b, p) =>
                {
                    double x = new BetaDistribution(a, b).Quantile(p);
                    double Below(double at) => MathNet.Numerics.SpecialFunctions.BetaRegularized(a, b, at);
                    // Where the density is steep, the next double on either side may be more than 1e-12 away.
                    bool isNearest = Below(Math.BitDecrement(x)) <= p && p <= Below(Math.BitIncrement(x));
                    return isNearest || Math.Abs(Below(x) - p) < 1e-12;
                }
            );

    private static bool IsBeaten(LadderRung rung, IEnumerable<LadderRung> all) =>
        all.Any(other => other.Cost <= rung.Cost && other.Effect > rung.Effect);

    /// <summary>Whether the value vanishes against the largest of its terms.</summary>
    private static bool IsNothing(double[] flows, double rate)
    {
        double scale = flows.Select((flow, t) => Math.Abs(flow) * Math.Pow(1 + rate, -t)).Max();
        return Math.Abs(CashFlowSeries.NetPresentValue(flows, rate)) <= 1e-7 * scale;
    }

    private static bool Close(double left, double right) =>
        Math.Abs(left - right) <= 1e-9 * (1e6 + Math.Max(Math.Abs(left), Math.Abs(right)));
}
