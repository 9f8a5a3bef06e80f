using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Information;

/// <summary>The right to build a pilot first and to go on or give up when it has spoken.</summary>
/// <param name="GoNow">The expected value of going without a pilot.</param>
/// <param name="PreposteriorSd">The standard deviation of the estimate that the pilot will leave.</param>
/// <param name="Staged">The expected value of the pilot and the choice after it, its cost and the wait taken off.</param>
/// <param name="GoAfterPilot">The probability of going on.</param>
public sealed record PilotOption(double GoNow, double PreposteriorSd, double Staged, double GoAfterPilot)
{
    /// <summary>What staging adds to the better of going now and stopping.</summary>
    public double Value => Staged - Math.Max(0, GoNow);

    /// <summary>The closed form for a normal prior.</summary>
    /// <param name="prior">The net benefit of going, against doing nothing.</param>
    /// <param name="noiseSd">The standard deviation of the pilot's message around the truth.</param>
    /// <param name="cost">What the pilot costs, paid today.</param>
    /// <param name="delayYears">Years by which everything after the pilot is later.</param>
    /// <param name="rate">The annual discount rate, above -1.</param>
    public static PilotOption Of(NormalChoice prior, double noiseSd, double cost, double delayYears, double rate)
    {
        ArgumentNullException.ThrowIfNull(prior);
        double sd = prior.PreposteriorSd(noiseSd);
        double expected = Math.Max(0, prior.Mean) + (sd > 0 ? sd * UnitNormal.Loss(Math.Abs(prior.Mean) / sd) : 0);
        double go =
            sd > 0 ? UnitNormal.Lower(prior.Mean / sd)
            : prior.Mean > 0 ? 1
            : 0;
        return new(prior.Mean, sd, (Math.Pow(1 + rate, -delayYears) * expected) - cost, go);
    }
}
