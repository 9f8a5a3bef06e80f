namespace EvalHarness.Tests.Simulations;

/// <summary>All lines of the simulations, in the order of the table.</summary>
internal static class Catalogue
{
    public const string PassRate = "gate passes at its true value";
    public const string FailRate = "gate fails at its true value";
    public const string Value = "interval of the value holds it";
    public const string Lead = "interval of the difference holds it";
    public const string FalseGap = "a group of equal ones told worse";
    public const string Gap = "interval of the largest gap holds it";
    public const string FalseVerdict = "equal models told apart";

    public static IReadOnlyList<SimulationLine> Lines { get; } =
    [.. All().Select(line => line with { Misses = KnownMisses.Of(line.Name) })];

    private static IEnumerable<SimulationLine> All() =>
        [
            .. ShareLines.All,
            .. ClusterLines.All,
            .. RepeatLines.All,
            .. CostLines.All,
            .. ClassLines.All,
            .. LatencyLines.All,
            .. FamilyLines.All,
            .. SliceLines.All,
            .. LookLines.All,
            .. PromptLines.All,
        ];

    /// <summary>A line of errors at 5 %.</summary>
    public static SimulationLine Errors(string family, string design, string measured, Func<Draw, bool?> experiment) =>
        new(family, design, measured, Counts.Errors, 0.05, experiment);

    /// <summary>A line of coverage at 95 %.</summary>
    public static SimulationLine Covers(string family, string design, string measured, Func<Draw, bool?> experiment) =>
        new(family, design, measured, Counts.Coverage, 0.95, experiment);
}
