namespace EvalHarness.Imports;

/// <summary>How a sample is found again in another collection.</summary>
public enum MatchKind
{
    /// <summary>It is not there.</summary>
    None,

    /// <summary>By its content: the same text, whatever the ids.</summary>
    Content,

    /// <summary>By its id, and the content of one lies within the other's, as a question does in a prompt.</summary>
    Contained,

    /// <summary>By its id alone: one of the two sides keeps no content.</summary>
    Id,

    /// <summary>Its id is there with other content: not taken.</summary>
    Conflict,

    /// <summary>Several samples have its content, and none of them its id: not taken.</summary>
    Ambiguous,
}

/// <summary>Where a sample was found.</summary>
/// <param name="Place">Its place, in the order in which samples were added; -1 where none is taken.</param>
/// <param name="Kind">How.</param>
public readonly record struct SampleMatch(int Place, MatchKind Kind);
