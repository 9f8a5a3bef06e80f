using System.Collections.Immutable;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sheets;

/// <summary>Who answers for which inputs, and as of when.</summary>
/// <param name="Owner">The owner; null where nobody answers.</param>
/// <param name="Inputs">What is answered for, in words.</param>
/// <param name="Date">The oldest day of it; empty where none is said.</param>
/// <param name="IsMeasured">Whether the run itself answers.</param>
internal sealed record OwnerRow(string? Owner, string Inputs, string Date, bool IsMeasured)
{
    private const int MostOwners = 7;
    private const int MostPhrases = 8;

    /// <summary>A row an owner, the run and nobody last.</summary>
    public static ImmutableArray<OwnerRow> Of(DecisionAccount account)
    {
        var words = new ParameterWords(account.Result.Spec);
        // A chance that is certain and what fixes nothing is no assumption that anybody must own.
        DecisionInput[] inputs =
        [
            .. account.Inputs.Where(input =>
                !(input.Name.StartsWith("success.", StringComparison.Ordinal) && input is { P10: 1, P90: 1 })
                && !(input.Name.StartsWith("api.share.", StringComparison.Ordinal) && input.Mean == 1)
            ),
        ];
        var owned = inputs
            .Where(input => input.Owner.Length > 0)
            .GroupBy(input => input.Owner, StringComparer.Ordinal)
            .ToArray();
        List<OwnerRow> rows = [.. owned.Take(MostOwners).Select(one => Row(words, one.Key, one, false))];
        if (owned.Length > MostOwners)
        {
            rows.Add(
                Row(
                    words,
                    $"{Show.Count(owned.Length - MostOwners)} more",
                    owned.Skip(MostOwners).SelectMany(one => one),
                    false
                )
            );
        }

        var unowned = inputs.Where(input => input.Owner.Length == 0).ToArray();
        bool IsRun(DecisionInput input) =>
            input.Evidence == Provenance.Measured && input.Date == account.Day && account.Day is not null;
        if (unowned.Any(IsRun))
        {
            rows.Add(Row(words, "This run", unowned.Where(IsRun), true));
        }

        if (unowned.Any(input => !IsRun(input)))
        {
            rows.Add(Row(words, null, unowned.Where(input => !IsRun(input)), false));
        }

        return [.. rows];
    }

    private static OwnerRow Row(ParameterWords words, string? owner, IEnumerable<DecisionInput> inputs, bool isMeasured)
    {
        DecisionInput[] all = [.. inputs];
        string[] phrases =
        [
            .. all.GroupBy(input => input.Evidence)
                .OrderByDescending(group => group.Key)
                .SelectMany(group =>
                    words
                        .Phrases(group.Select(input => input.Name))
                        .Select(phrase => phrase + (isMeasured ? "" : Known(group.Key)))
                ),
        ];
        string more = phrases.Length > MostPhrases ? $" · and {Show.Count(phrases.Length - MostPhrases)} more" : "";
        DateOnly[] dates = [.. all.Select(input => input.Date).OfType<DateOnly>().Distinct().Order()];
        string date =
            dates.Length == 0 ? "no date"
            : dates.Length == 1 ? Show.Day(dates[0])
            : "from " + Show.Day(dates[0]);
        return new(owner, string.Join(" · ", phrases.Take(MostPhrases)) + more, date, isMeasured);
    }

    private static string Known(Provenance evidence) =>
        evidence switch
        {
            Provenance.Measured => " (measured)",
            Provenance.Quoted => " (quoted)",
            _ => "",
        };
}
