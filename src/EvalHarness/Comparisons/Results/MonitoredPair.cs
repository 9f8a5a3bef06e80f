using System.Collections.Immutable;

namespace EvalHarness.Comparisons.Results;

/// <summary>A pair of models watched while its data come in; valid at every look, however many there are.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of its headline metric.</param>
/// <param name="Model">The first model.</param>
/// <param name="Against">The second model.</param>
/// <param name="Level">Confidence level, corrected by Bonferroni over the pairs watched.</param>
/// <param name="Method">How the confidence sequence and the evidence are made.</param>
/// <param name="Looks">What was seen at each look, in order.</param>
public sealed record MonitoredPair(
    string Task,
    string Metric,
    string Model,
    string Against,
    double Level,
    string Method,
    ImmutableArray<SequentialLook> Looks
)
{
    /// <summary>What was decided: at the first look at which anything was.</summary>
    public PairVerdict Verdict { get; init; }

    /// <summary>The look at which it was decided, from 1; null while it is not.</summary>
    public int? DecidedAt { get; init; }

    /// <summary>
    /// How many times as wide the sequence is at the latest look as a cluster-robust t interval of one look at the same samples;
    /// null where that is none.
    /// </summary>
    public double? TimesAsWide { get; init; }

    /// <summary>The same pair from the other model's side.</summary>
    public MonitoredPair Swap() =>
        this with
        {
            Model = Against,
            Against = Model,
            Verdict = Verdict switch
            {
                PairVerdict.Better => PairVerdict.Worse,
                PairVerdict.Worse => PairVerdict.Better,
                _ => Verdict,
            },
            Looks = [.. Looks.Select(look => look with { Low = -look.High, High = -look.Low })],
        };

    /// <summary>What was seen at the latest look; there is always one.</summary>
    public SequentialLook Last => Looks[^1];
}

/// <summary>What the answers up to one look at the data say of a pair.</summary>
/// <param name="Look">Number of the look, from 1.</param>
/// <param name="Samples">Samples with a response of both.</param>
/// <param name="Units">Independent units among them.</param>
/// <param name="Low">Lower limit of the confidence sequence of first minus second.</param>
/// <param name="High">Its upper limit.</param>
/// <param name="P">Anytime-valid p-value of no difference: the least up to this look.</param>
public sealed record SequentialLook(int Look, int Samples, int Units, double Low, double High, double P);
