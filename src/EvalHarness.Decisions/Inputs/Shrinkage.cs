namespace EvalHarness.Decisions.Inputs;

/// <summary>What shrinkage did to one proposed option.</summary>
/// <param name="Option">Id of the option.</param>
/// <param name="Raw">Its mean uplift over the incumbent as assumed or measured.</param>
/// <param name="Shrunk">Its mean uplift after shrinkage, by which its draws were moved; they keep their spread.</param>
/// <param name="Prior">What its rung usually adds.</param>
/// <param name="StandardError">The standard deviation of the uplift over the draws.</param>
/// <param name="BetweenSd">The estimated standard deviation of true uplifts around their priors.</param>
internal sealed record Shrinkage(
    string Option,
    double Raw,
    double Shrunk,
    double Prior,
    double StandardError,
    double BetweenSd
)
{
    /// <summary>By how much the option's quality was moved in every draw.</summary>
    public double Shift => Shrunk - Raw;
}
