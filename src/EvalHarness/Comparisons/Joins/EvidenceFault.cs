namespace EvalHarness.Comparisons.Joins;

/// <summary>Why a run cannot say what was asked of it.</summary>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What would have been right.</param>
/// <param name="Nearest">The nearest word that the run knows; null when none is near.</param>
internal sealed record EvidenceFault(string Found, string Expected, string? Nearest = null);
