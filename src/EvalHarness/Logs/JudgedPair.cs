namespace EvalHarness.Logs;

/// <summary>What one model of a judge said of two answers at one repeat.</summary>
/// <param name="Model">The model.</param>
/// <param name="First">The score of the one answer where it stood first, in [0, 1]; null where that is unknown.</param>
/// <param name="Second">The score of the same answer where it stood second.</param>
/// <param name="Orders">How many orders are asked: 1 or 2.</param>
internal readonly record struct JudgedPair(string Model, double? First, double? Second, int Orders)
{
    /// <summary>
    /// The mean of the orders that are asked; null unless there is a verdict in each: what a place is worth to the judge falls out only
    /// of both together.
    /// </summary>
    public double? Score => Orders == 2 ? (First + Second) / 2 : First ?? Second;
}
