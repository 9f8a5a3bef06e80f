namespace EvalHarness.Decisions.Specs;

/// <summary>What a team can do by itself.</summary>
public enum Mastery
{
    /// <summary>Calls a service.</summary>
    Operations,

    /// <summary>Packages and hosts a model.</summary>
    PackageHosted,

    /// <summary>Trains a model of its own.</summary>
    TrainOwn,

    /// <summary>Owns and runs the equipment.</summary>
    Equipment,
}
