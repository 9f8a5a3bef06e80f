using System.Globalization;

namespace EvalHarness.Runs;

/// <summary>Which limit of a budget is reached, in a few words.</summary>
internal static class BudgetWords
{
    /// <summary>No more requests may be sent.</summary>
    /// <param name="requests">How many might be.</param>
    public static string UsedUp(long requests) =>
        string.Create(CultureInfo.InvariantCulture, $"the budget of {requests} requests is used up");

    /// <summary>The next request could cost more than is left.</summary>
    /// <param name="usd">US dollars that might be spent in all.</param>
    public static string TooLittle(decimal usd) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"the next request could cost more than is left of the budget of {usd} USD"
        );
}
