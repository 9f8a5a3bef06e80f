namespace EvalHarness.Core;

/// <summary>One thing wrong in a file that the user wrote, in one line.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Found">What was found there, without any data of a sample, prompt or response.</param>
/// <param name="Expected">What would have been right; null when <paramref name="Found"/> says it all.</param>
/// <param name="DidYouMean">The nearest valid word; null when none is near.</param>
public sealed record Fault(Location At, string Found, string? Expected = null, string? DidYouMean = null)
{
    /// <summary>The file that is not there, where that is what is wrong; null otherwise.</summary>
    internal FilePath? Missing { get; init; }

    /// <summary>Whether all that is wrong is that data are not here which the document says where to get.</summary>
    public bool IsDataNotHere { get; init; }

    /// <summary>The line printed: <c>file:line:column: found, expected, did you mean</c>.</summary>
    public override string ToString() =>
        $"{At}: {Found}"
        + (Expected is null ? "" : $"; expected {Expected}")
        + (DidYouMean is null ? "" : $"; did you mean '{DidYouMean}'?");
}
