namespace EvalHarness.Core;

/// <summary>The license of a model or a data set as somebody declares it; it may be written as its id alone.</summary>
/// <param name="Id">Its SPDX identifier, such as <c>Apache-2.0</c> or <c>CC-BY-4.0</c>, or its name; <c>unknown</c> where nobody knows.</param>
/// <param name="Source">Where it was read, as a rule an address; not said by default.</param>
/// <param name="AsOf">Day on which it was read; not said by default.</param>
[Keyword("license")]
public sealed record License(string Id, string? Source = null, DateOnly? AsOf = null)
{
    /// <summary>Whether a license is named at all.</summary>
    public bool IsKnown => !string.IsNullOrWhiteSpace(Id) && Id != "unknown";
}
