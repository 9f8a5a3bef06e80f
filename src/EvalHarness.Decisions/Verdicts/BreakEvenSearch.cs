using System.Collections.Immutable;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>
/// Finds break-evens of the expected incremental net present value with common random numbers: in closed form where it is
/// a straight line in the assumption, by root finding where it is not.
/// </summary>
internal static class BreakEvenSearch
{
    /// <summary>All break-evens of one option against the incumbent.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="draws">Its parameters.</param>
    /// <param name="outcomes">The outcomes as things stand.</param>
    /// <param name="option">The option's id, not the incumbent's.</param>
    public static ImmutableArray<BreakEven> Of(
        DecisionSpec spec,
        ParameterDraws draws,
        CashOutcomes outcomes,
        string option
    )
    {
        var subject = new BreakEvenSubject(spec, draws, outcomes, option);
        return
        [
            Volume(subject),
            Quality(subject),
            OneOff(subject),
            Stake(subject),
            ApiPrice(subject),
            Search(
                subject,
                Assumption.FrontierRate,
                0,
                null,
                0.95,
                (so, x) => so.With(DecisionParameters.Frontier.Name, x)
            ),
        ];
    }

    /// <summary>All break-evens of every option but the incumbent, those of one option first.</summary>
    internal static ImmutableArray<BreakEven> OfAll(
        DecisionSpec spec,
        ParameterDraws draws,
        CashOutcomes outcomes,
        string first
    ) =>
        [
            .. spec
                .Options.Select(option => option.Id)
                .Where(id => id != spec.Incumbent)
                .OrderByDescending(id => id == first)
                .SelectMany(id => Of(spec, draws, outcomes, id)),
        ];

    /// <summary>Machines are rented in whole replicas: without any, net present value is a straight line in the volume.</summary>
    private static BreakEven Volume(BreakEvenSubject subject)
    {
        const double low = 0.001;
        const double high = 1000;
        if (subject.HasMachines)
        {
            return Search(
                subject,
                Assumption.Volume,
                low,
                1,
                high,
                (so, x) => so.With(DecisionParameters.Volume.Name, v0 => v0 * x)
            );
        }

        double idle = subject.NpvAt(subject.Draws.With(DecisionParameters.Volume.Name, 0));
        double slope = subject.Npv - idle;
        double? root = slope != 0 && -idle / slope is >= low and <= high and var found ? found : null;
        return new(subject.Id, Assumption.Volume, root, 1, low, high, idle + (slope * low), idle + (slope * high));
    }

    /// <summary>Every draw is moved by as much, within [0, 1]; what is told is the mean that comes of it.</summary>
    private static BreakEven Quality(BreakEvenSubject subject)
    {
        string name = OptionParameters.Quality.Of(subject.Id);
        double mean = subject.Mean(name);
        ParameterDraws Moved(ParameterDraws so, double x) => so.With(name, q => Math.Clamp(q + x - mean, 0, 1));
        double Told(double x) => Moved(subject.Draws, x)[name].Mean;
        var found = Search(subject, Assumption.Quality, 0, mean, 1, Moved);
        return found with
        {
            Value = found.Value is { } value ? Told(value) : null,
            Low = Told(found.Low),
            High = Told(found.High),
        };
    }

    /// <summary>Net present value falls with the one-off along a straight line; paid at the start, by as much.</summary>
    private static BreakEven OneOff(BreakEvenSubject subject)
    {
        string name = OptionParameters.OneOff.Of(subject.Id);
        double current = subject.Mean(name);
        double free = subject.PaysAtOnce ? subject.Npv + current : subject.NpvAt(subject.Draws.With(name, 0));
        double slope = subject.PaysAtOnce ? -1 : subject.NpvAt(subject.Draws.With(name, 1)) - free;
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
    private static BreakEven Stake(BreakEvenSubject subject)
    {
        double cost = subject.IncrementalCost;
        double worth = subject.Npv + cost;
        double? root = worth != 0 && cost / worth >= 0 ? cost / worth : null;
        double high = Math.Max(10, 2 * (root ?? 0));
        return new(subject.Id, Assumption.Stake, root, 1, 0, high, -cost, (high * worth) - cost);
    }

    /// <summary>Cost rises with prices per token along a straight line.</summary>
    private static BreakEven ApiPrice(BreakEvenSubject subject)
    {
        var unpriced = subject.Draws;
        foreach (var option in subject.Buyers)
        {
            unpriced = unpriced.With(ApiParameters.VolumeShare.Of(option.Id), 0);
        }

        double free = ReferenceEquals(unpriced, subject.Draws) ? subject.Npv : subject.NpvAt(unpriced);
        double slope = subject.Npv - free;
        double? root = slope != 0 && -free / slope >= 0 ? -free / slope : null;
        double high = Math.Max(10, 2 * (root ?? 0));
        return new(subject.Id, Assumption.ApiPrice, root, 1, 0, high, free, free + (slope * high));
    }

    private static BreakEven Search(
        BreakEvenSubject subject,
        Assumption assumption,
        double low,
        double? current,
        double high,
        Func<ParameterDraws, double, ParameterDraws> whatIf
    )
    {
        double At(double x) => x == current ? subject.Npv : subject.NpvAt(whatIf(subject.Draws, x));
        (double X, double At) bottom = (low, At(low));
        (double X, double At) top = (high, At(high));
        double? root = null;
        if (current is { } now)
        {
            var far = Math.Sign(bottom.At) != Math.Sign(subject.Npv) ? bottom : top;
            root = Math.Sign(far.At) == Math.Sign(subject.Npv) ? null : subject.Root(whatIf, (now, subject.Npv), far);
        }
        else if (Math.Sign(bottom.At) != Math.Sign(top.At))
        {
            root = subject.Root(whatIf, bottom, top);
        }

        return new(subject.Id, assumption, root, current, low, high, bottom.At, top.At);
    }
}
