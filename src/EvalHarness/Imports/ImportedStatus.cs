namespace EvalHarness.Imports;

/// <summary>How an evaluation ended, as its log says.</summary>
public enum ImportedStatus
{
    /// <summary>It came to its end.</summary>
    Finished,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,

    /// <summary>The log has no end: it goes on, or its process was killed.</summary>
    Unfinished,
}
