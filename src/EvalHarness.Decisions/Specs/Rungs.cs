namespace EvalHarness.Decisions.Specs;

/// <summary>The rungs of the ladder from rules to a model of one's own: which come first, and what they ask of a team.</summary>
internal static class Rungs
{
    /// <summary>The rungs that a big model must be measured against, the cheapest first.</summary>
    public static readonly OptionKind[] Cheaper =
    [
        OptionKind.Rules,
        OptionKind.TraditionalMl,
        OptionKind.Prompt,
        OptionKind.Rag,
        OptionKind.Cascade,
        OptionKind.Lora,
    ];

    /// <summary>The cheaper rungs that were not tried, where a big model is proposed; none where none is.</summary>
    public static IEnumerable<OptionKind> Missing(DecisionSpec spec)
    {
        bool isBig = spec.Options.Any(option =>
            option.Status == OptionStatus.Proposed && option.Kind >= OptionKind.FullFinetune
        );
        return isBig ? Cheaper.Where(rung => !IsTried(spec, rung)) : [];
    }

    /// <summary>Whether an option stands on a rung; a router counts as a cascade.</summary>
    public static bool IsTried(DecisionSpec spec, OptionKind rung) =>
        spec.Options.Any(option =>
            option.Kind == rung || (rung == OptionKind.Cascade && option.Kind == OptionKind.Router)
        );

    /// <summary>The level of mastery that an option asks for: its own, or that of its rung.</summary>
    public static Mastery MasteryOf(OptionSpec option) => option.Mastery ?? UsualMastery(option.Kind);

    /// <summary>The level of mastery that a rung usually asks for; that of a service where the rung is not said.</summary>
    public static Mastery UsualMastery(OptionKind? kind) =>
        kind switch
        {
            >= OptionKind.ContinuedPretrain => Mastery.Equipment,
            >= OptionKind.Lora or OptionKind.TraditionalMl => Mastery.TrainOwn,
            OptionKind.OpenSelfhost => Mastery.PackageHosted,
            _ => Mastery.Operations,
        };
}
