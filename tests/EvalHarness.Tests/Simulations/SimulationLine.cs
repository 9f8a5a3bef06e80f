using System.Globalization;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Tests.Simulations;

/// <summary>What a line counts, and so on which side of its level it must lie.</summary>
internal enum Counts
{
    /// <summary>Errors: no more than the level.</summary>
    Errors,

    /// <summary>Intervals that hold the truth: no fewer than the level.</summary>
    Coverage,

    /// <summary>What a page names: neither more nor less.</summary>
    Named,
}

/// <summary>One line of the simulations: one design, one promise of the public comparisons or gates.</summary>
/// <param name="Family">What kind of data.</param>
/// <param name="Design">The design.</param>
/// <param name="Measured">What is counted: its share of the experiments that gave an answer.</param>
/// <param name="Counts">On which side of the level the share must lie.</param>
/// <param name="Nominal">The level.</param>
/// <param name="Experiment">One experiment: whether what is counted happened; null where nothing was claimed.</param>
internal sealed record SimulationLine(
    string Family,
    string Design,
    string Measured,
    Counts Counts,
    double Nominal,
    Func<Draw, bool?> Experiment
)
{
    /// <summary>Experiments of the long form.</summary>
    public const int Long = 1_000;

    /// <summary>
    /// Standard errors that a line may lie off: three in the long form, four in the short one, whose first experiments are those
    /// of the long form and may be unlucky.
    /// </summary>
    private static double Errors(int answers) => answers < Long / 2 ? 4 : 3;

    /// <summary>Experiments of the short form.</summary>
    public int Short { get; init; } = 200;

    /// <summary>
    /// By how much the line is known to miss its level, measured by the long form; 0 for a line that holds. A line that misses by
    /// more fails, and one that holds again says so.
    /// </summary>
    public double Misses { get; init; }

    public string Name => $"{Family}: {Design}: {Measured}";

    public override string ToString() => Name;

    /// <summary>Runs the experiments; each has a random source of its own.</summary>
    public SimulationResult Run(int experiments)
    {
        ulong seed = unchecked((ulong)Name.Aggregate(17L, (hash, letter) => (hash * 31) + letter));
        var (hits, answers) = (0, 0);
        Parallel.For(
            0,
            experiments,
            i =>
            {
                bool? outcome = Experiment(new Draw(new RandomSource(seed, (ulong)i)));
                if (outcome is { } happened)
                {
                    Interlocked.Increment(ref answers);
                    Interlocked.Add(ref hits, happened ? 1 : 0);
                }
            }
        );
        return new SimulationResult(this, experiments, answers, hits);
    }

    /// <summary>What a share of so many answers may lie off its level by chance.</summary>
    public double Slack(int answers)
    {
        double level = Math.Clamp(Counts == Counts.Errors ? Nominal + Misses : Nominal - Misses, 0, 1);
        return Errors(answers) * Math.Sqrt(level * (1 - level) / Math.Max(1, answers));
    }
}

/// <summary>What came of a line.</summary>
/// <param name="Line">The line.</param>
/// <param name="Experiments">Number of experiments.</param>
/// <param name="Answers">Those in which something was claimed.</param>
/// <param name="Hits">Those in which what is counted happened.</param>
internal sealed record SimulationResult(SimulationLine Line, int Experiments, int Answers, int Hits)
{
    public double Observed => Answers == 0 ? (Line.Counts == Counts.Errors ? 0 : Line.Nominal) : (double)Hits / Answers;

    /// <summary>How far the share lies on the wrong side of the level; negative on the right one.</summary>
    public double Off =>
        Line.Counts switch
        {
            Counts.Errors => Observed - Line.Nominal,
            Counts.Coverage => Line.Nominal - Observed,
            _ => Math.Abs(Observed - Line.Nominal),
        };

    /// <summary>Whether the line holds, or misses by no more than is known, within its Monte Carlo error.</summary>
    public bool Holds => Off <= Line.Misses + Line.Slack(Answers);

    /// <summary>Whether a line that is known to miss holds its level again.</summary>
    public bool HoldsAgain => Line.Misses > 0 && Off <= (Line with { Misses = 0 }).Slack(Answers);

    /// <summary>The row of the table.</summary>
    public string Row()
    {
        double error = Math.Sqrt(Observed * (1 - Observed) / Math.Max(1, Answers));
        string verdict =
            Line.Misses > 0 ? string.Create(CultureInfo.InvariantCulture, $"**no, by {100 * Off:0.0} points**")
            : Holds ? "yes"
            : "**no**";
        string observed =
            Answers == 0
                ? "–"
                : string.Create(CultureInfo.InvariantCulture, $"{100 * Observed:0.0} % ± {100 * error:0.0}");
        string silent =
            Answers == Experiments
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"{100.0 * (Experiments - Answers) / Experiments:0} %");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {Line.Family} | {Line.Design} | {Line.Measured} | {100 * Line.Nominal:0.#} % | {observed} | {silent} | {verdict} |"
        );
    }
}
