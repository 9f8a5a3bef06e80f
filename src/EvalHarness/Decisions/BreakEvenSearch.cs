using System.Collections.Immutable;

namespace EvalHarness.Decisions;

/// <summary>
/// Finds break-evens of the expected incremental net present value with common random numbers: in closed form where it is
/// a straight line in the assumption, by root finding where it is not.
/// </summary>
public static class BreakEvenSearch
{
    /// <summary>All break-evens of one option against the incumbent.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="draws">Its parameters.</param>
    /// <param name="outcomes">The outcomes as things stand.</param>
    /// <param name="option">The option's id, not the incumbent's.</param>
    public static ImmutableArray<BreakEven> Of(
        DecisionSpec spec,
        ParameterDraws draws,
        Outcomes outcomes,
        string option
    )
    {
        var subject = new Subject(spec, draws, outcomes, option);
        return
        [
            Search(subject, Assumption.Volume, 0.001, 1, 1000, x => draws.With("volume.v0", v0 => v0 * x)),
            Quality(subject),
            OneOff(subject),
            Stake(subject),
            ApiPrice(subject, spec),
            Search(subject, Assumption.FrontierRate, 0, null, 0.95, x => draws.With("market.frontier", x)),
        ];
    }

    private static BreakEven Quality(Subject subject)
    {
        string name = $"quality.{subject.Id}";
        double mean = subject.Mean(name);
        return Search(subject, Assumption.Quality, 0, mean, 1, x => subject.Draws.With(name, q => q + x - mean));
    }

    /// <summary>Net present value falls with the one-off along a straight line.</summary>
    private static BreakEven OneOff(Subject subject)
    {
        string name = $"oneoff.{subject.Id}";
        double current = subject.Mean(name);
        double free = subject.NpvAt(subject.Draws.With(name, 0));
        double slope = subject.NpvAt(subject.Draws.With(name, 1)) - free;
        double root = -free / slope;
        double high = Math.Max(root, 2 * current);
        return new(
            subject.Id,
            Assumption.OneOff,
            root >= 0 ? root : null,
            current,
            0,
            high,
            free,
            free + (slope * high)
        );
    }

    /// <summary>Net present value is stake times (value of the difference) less the difference in cost.</summary>
    private static BreakEven Stake(Subject subject)
    {
        double cost = subject.IncrementalCost;
        double worth = subject.Npv + cost;
        double? root = worth != 0 && cost / worth >= 0 ? cost / worth : null;
        double high = Math.Max(10, 2 * (root ?? 0));
        return new(subject.Id, Assumption.Stake, root, 1, 0, high, -cost, (high * worth) - cost);
    }

    /// <summary>Cost rises with prices per token along a straight line.</summary>
    private static BreakEven ApiPrice(Subject subject, DecisionSpec spec)
    {
        ParameterDraws unpriced = subject.Draws;
        foreach (OptionSpec option in spec.Options.Where(option => option.Api is not null))
        {
            unpriced = unpriced.With($"api.share.{option.Id}", 0);
        }

        double free = subject.NpvAt(unpriced);
        double slope = subject.Npv - free;
        double? root = slope != 0 && -free / slope >= 0 ? -free / slope : null;
        double high = Math.Max(10, 2 * (root ?? 0));
        return new(subject.Id, Assumption.ApiPrice, root, 1, 0, high, free, free + (slope * high));
    }

    private static BreakEven Search(
        Subject subject,
        Assumption assumption,
        double low,
        double? current,
        double high,
        Func<double, ParameterDraws> whatIf
    )
    {
        double At(double x) => x == current ? subject.Npv : subject.NpvAt(whatIf(x));
        (double a, double atA) = (low, At(low));
        (double b, double atB) = (high, At(high));
        double? root = null;
        if (current is { } now)
        {
            double atNow = subject.Npv;
            (double x, double atX) = Math.Sign(atA) != Math.Sign(atNow) ? (a, atA) : (b, atB);
            root = Math.Sign(atX) == Math.Sign(atNow) ? null : RootFinding.Between(At, now, atNow, x, atX);
        }
        else if (Math.Sign(atA) != Math.Sign(atB))
        {
            root = RootFinding.Between(At, a, atA, b, atB);
        }

        return new(subject.Id, assumption, root, current, low, high, atA, atB);
    }

    /// <summary>One option beside the incumbent and whatever serves in its place.</summary>
    private sealed class Subject
    {
        private readonly DecisionSpec spec;
        private readonly ImmutableArray<OptionSpec> options;

        public Subject(DecisionSpec spec, ParameterDraws draws, Outcomes outcomes, string id)
        {
            this.spec = spec;
            Draws = draws;
            Id = id;
            options = CashFlowEngine.Needed(spec, id);
            int place = outcomes.Options.IndexOf(id);
            Npv = MeanDifference(outcomes.NetBenefit, place, outcomes.Incumbent);
            IncrementalCost = MeanDifference(outcomes.Cost, place, outcomes.Incumbent);
        }

        public ParameterDraws Draws { get; }

        public string Id { get; }

        public double Npv { get; }

        public double IncrementalCost { get; }

        public double NpvAt(ParameterDraws draws)
        {
            Outcomes outcomes = CashFlowEngine.Simulate(spec, draws, 0, options);
            return MeanDifference(outcomes.NetBenefit, outcomes.Options.IndexOf(Id), outcomes.Incumbent);
        }

        public double Mean(string name) => Draws[name].Mean;

        private static double MeanDifference(double[][] columns, int option, int incumbent) =>
            CompensatedSum.Mean(InformationValue.Difference(columns[option], columns[incumbent]));
    }
}
