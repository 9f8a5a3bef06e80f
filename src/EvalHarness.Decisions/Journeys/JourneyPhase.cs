namespace EvalHarness.Decisions.Journeys;

/// <summary>The phases of the path.</summary>
public enum JourneyPhase
{
    /// <summary>Rules or classic machine learning: not on the path yet.</summary>
    BeforeModels,

    /// <summary>A hosted proprietary model.</summary>
    Hosted,

    /// <summary>An open model, hosted or on one's own machines.</summary>
    Open,

    /// <summary>A fine-tuned or specialised model.</summary>
    Specialised,
}
