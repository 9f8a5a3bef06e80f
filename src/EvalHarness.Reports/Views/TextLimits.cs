namespace EvalHarness.Reports.Views;

/// <summary>How much text a page may carry, so that its size is bounded however many samples there are.</summary>
/// <param name="Characters">Most characters kept of one field, turn or answer; 4,000 by default.</param>
/// <param name="RawCharacters">Most characters read into memory for one page; 32 million by default.</param>
/// <param name="Bytes">Most bytes of compressed text in the file; 14 MB by default, less where the page has less room.</param>
public sealed record TextLimits(int Characters = 4_000, long RawCharacters = 32_000_000, long Bytes = 14_000_000);
