using System.Collections.Immutable;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>One option beside the incumbent and whatever serves in its place, under changed assumptions.</summary>
internal sealed class BreakEvenSubject
{
    private const int Share = 16;
    private const int Fewest = 500;
    private const int Rounds = 6;

    // Far below the Monte Carlo error of the roots.
    private const double Tolerance = 1e-5;
    private const double RoughTolerance = 1e-4;

    private readonly DecisionSpec spec;
    private readonly ImmutableArray<OptionSpec> options;
    private readonly ParameterDraws few;

    public BreakEvenSubject(DecisionSpec spec, ParameterDraws draws, CashOutcomes outcomes, string id)
    {
        this.spec = spec;
        Draws = draws;
        Id = id;
        few = draws.First(Math.Min(draws.Draws, Math.Max(Fewest, draws.Draws / Share)));
        options = CashFlowEngine.Needed(spec, id);
        int place = outcomes.Options.IndexOf(id);
        Npv = MeanDifference(outcomes.NetBenefit, place, outcomes.Incumbent);
        IncrementalCost = MeanDifference(outcomes.Cost, place, outcomes.Incumbent);
    }

    public ParameterDraws Draws { get; }

    public string Id { get; }

    public double Npv { get; }

    public double IncrementalCost { get; }

    /// <summary>Whether any of the options rents machines by the hour.</summary>
    public bool HasMachines => options.Any(option => option.Gpu is not null);

    /// <summary>The options that buy tokens.</summary>
    public IEnumerable<OptionSpec> Buyers => options.Where(option => option.Api is not null);

    public bool PaysAtOnce => spec.Option(Id).Spend == Spend.Upfront;

    public double Mean(string name) => Draws[name].Mean;

    public double NpvAt(ParameterDraws draws) => CompensatedSum.Mean(CashFlowEngine.Gain(spec, draws, Id));

    /// <summary>
    /// Where net present value vanishes between two points at which its sign differs: looked for with a share of the draws,
    /// then followed to the root of all of them, which is near, in two or three steps.
    /// </summary>
    public double Root(
        Func<ParameterDraws, double, ParameterDraws> whatIf,
        (double X, double At) from,
        (double X, double At) to
    )
    {
        double Full(double x) => NpvAt(whatIf(Draws, x));
        double Few(double x) => NpvAt(whatIf(few, x));
        return Near(Full, Few, from.X, to.X) ?? RootFinding.Between(Full, from.X, from.At, to.X, to.At);
    }

    /// <summary>The root by secants from that of fewer draws; null where it is not found so.</summary>
    private double? Near(Func<double, double> full, Func<double, double> rough, double from, double to)
    {
        (double atFrom, double atTo) = few.Draws == Draws.Draws ? (0, 0) : (rough(from), rough(to));
        if (Math.Sign(atFrom) * Math.Sign(atTo) >= 0)
        {
            return null;
        }

        double last = RootFinding.Between(rough, from, atFrom, to, atTo, RoughTolerance);
        double step = 1e-3 * Math.Max(1e-3, Math.Abs(last));
        double atLast = full(last);
        double next = last - (atLast * step / (rough(last + step) - rough(last)));
        for (int round = 0; round < Rounds && IsWithin(next, from, to); round++)
        {
            double atNext = full(next);
            double moved = next - last;
            double then = next - (atNext == 0 ? 0 : atNext * moved / (atNext - atLast));
            // What a secant leaves is as small as the product of the last two steps.
            double scale = Math.Max(1e-3, Math.Abs(then));
            if (Math.Abs(then - next) * Math.Abs(moved) <= Tolerance * scale * scale && IsWithin(then, from, to))
            {
                return then;
            }

            (last, atLast, next) = (next, atNext, then);
        }

        return null;
    }

    // False of what is no number, as after a step along a flat line.
    private static bool IsWithin(double x, double from, double to) =>
        x >= Math.Min(from, to) && x <= Math.Max(from, to);

    private static double MeanDifference(double[][] columns, int option, int incumbent) =>
        CompensatedSum.Mean(InformationValue.Difference(columns[option], columns[incumbent]));
}
