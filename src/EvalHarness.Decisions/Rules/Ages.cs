using System.Globalization;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Rules;

/// <summary>Prices and assumptions that were old when the run was made: markets and desks move in a year.</summary>
internal static class Ages
{
    private const int MostMonths = 12;

    /// <summary>What was older than a year on the day of the run; nothing where there is no such day.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="day">The day of the run; null where there is none.</param>
    public static IEnumerable<Finding> Check(DecisionSpec spec, DateOnly? day)
    {
        if (day is not { } today)
        {
            yield break;
        }

        if (spec.PriceDate is { } priced && IsOld(priced, today))
        {
            yield return Old(
                "old-prices",
                "price_date",
                $"prices are of {Day(priced)}, {Age(priced, today)} before the run: renew them"
            );
        }

        DateOnly[] dates =
        [
            .. ParameterCatalog
                .Origins(spec)
                .Values.Select(origin => origin.Date)
                .OfType<DateOnly>()
                .Where(date => IsOld(date, today)),
        ];
        if (dates.Length > 0)
        {
            var (first, last) = (dates.Min(), dates.Max());
            string span = first == last ? Day(first) : $"{Day(first)} to {Day(last)}";
            string what = dates.Length == 1 ? "1 assumption is" : Say($"{dates.Length} assumptions are");
            yield return Old(
                "old-assumptions",
                "",
                $"{what} of {span}, more than a year before the run: renew or confirm them"
            );
        }
    }

    /// <summary>A day as people write it: <c>1 Oct 2024</c>.</summary>
    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static bool IsOld(DateOnly date, DateOnly today) => date.AddMonths(MostMonths) < today;

    private static string Age(DateOnly date, DateOnly today)
    {
        int months = (12 * (today.Year - date.Year)) + today.Month - date.Month - (today.Day < date.Day ? 1 : 0);
        return months >= 24 ? Say($"{months / 12} years") : Say($"{months} months");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Finding Old(string code, string subject, string message) =>
        new(FindingSeverity.Warning, code, subject, message);
}
