using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>What each level of mastery takes, in staff and in time.</summary>
/// <param name="Operations">A team that calls a service; not priced by default.</param>
/// <param name="PackageHosted">A team that packages and hosts a model; not priced by default.</param>
/// <param name="TrainOwn">A team that trains a model of its own; not priced by default.</param>
/// <param name="Equipment">A team that owns and runs the equipment; not priced by default.</param>
[Keyword("levels")]
public sealed record LevelsSpec(
    LevelSpec? Operations = null,
    LevelSpec? PackageHosted = null,
    LevelSpec? TrainOwn = null,
    LevelSpec? Equipment = null
)
{
    /// <summary>What is said of a level; null where nothing is.</summary>
    /// <param name="level">The level.</param>
    public LevelSpec? Of(Mastery level) =>
        level switch
        {
            Mastery.Operations => Operations,
            Mastery.PackageHosted => PackageHosted,
            Mastery.TrainOwn => TrainOwn,
            Mastery.Equipment => Equipment,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
