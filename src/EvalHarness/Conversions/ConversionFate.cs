namespace EvalHarness.Conversions;

/// <summary>What became of a part of another tool's suite.</summary>
public enum ConversionFate
{
    /// <summary>It means the same here.</summary>
    Taken,

    /// <summary>It is there, and means something else; no score hangs on it.</summary>
    Changed,

    /// <summary>It is there, and a person has to fill something in.</summary>
    Open,

    /// <summary>It is not there, and no score hangs on it.</summary>
    Dropped,

    /// <summary>It is not there, because a score hangs on it and the same cannot be said here.</summary>
    Refused,
}
