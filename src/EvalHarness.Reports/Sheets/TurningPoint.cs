using System.Collections.Immutable;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Verdicts;

namespace EvalHarness.Reports.Sheets;

/// <summary>An assumption on its line: where it is, what is believed, and where the answer turns.</summary>
/// <param name="Assumption">The assumption in words.</param>
/// <param name="Now">Where it is; null where it has no single value.</param>
/// <param name="Even">Where the answer turns.</param>
/// <param name="Change">How far that is.</param>
/// <param name="Scale">The line.</param>
/// <param name="NowAt">Its place on the line; null where it has none.</param>
/// <param name="EvenAt">The place where the answer turns.</param>
/// <param name="Believed">What eight futures in ten hold; null where it is not drawn.</param>
/// <param name="IsHigher">Whether the option is worth more above that place.</param>
internal sealed record TurningPoint(
    string Assumption,
    string? Now,
    string Even,
    string Change,
    Line Scale,
    double? NowAt,
    double EvenAt,
    (double Low, double High)? Believed,
    bool IsHigher
)
{
    private const double Room = 0.35;

    /// <summary>Those of the option that the decision speaks of.</summary>
    public static ImmutableArray<TurningPoint> Of(DecisionAccount account) =>
        [
            .. account
                .Result.BreakEvens.Where(one => one.Option == account.Result.Subject && one.Value is not null)
                .Select(one => Of(account, one)),
        ];

    /// <summary>The assumptions that turn nothing within their range.</summary>
    public static ImmutableArray<string> Without(DecisionAccount account) =>
        [
            .. account
                .Result.BreakEvens.Where(one => one.Option == account.Result.Subject && one.Value is null)
                .Where(one => one.AtLow != one.AtHigh)
                .Select(one => VerdictWords.Assumption(one.Assumption)),
        ];

    private static TurningPoint Of(DecisionAccount account, BreakEven one)
    {
        var words = new VerdictWords(account);
        var input = account.Inputs.FirstOrDefault(input => input.Name == Input(one));
        double factor =
            one.Assumption == Decisions.Verdicts.Assumption.Volume && account.VolumeNow > 0 ? account.VolumeNow : 1;
        double even = one.Value!.Value;
        double? now = one.Current ?? input?.Mean;
        (double, double)? believed =
            input is { } drawn && drawn.P10 < drawn.P90 ? (drawn.P10 / factor, drawn.P90 / factor) : null;
        double[] shown = [even, .. now is { } at ? [at] : Array.Empty<double>(), .. Ends(believed)];
        var whole = Line.Of(shown, Room);
        bool isFactor = one.Assumption is Decisions.Verdicts.Assumption.Stake or Decisions.Verdicts.Assumption.ApiPrice;
        string Text(double value) =>
            isFactor
                ? $"{Show.Number(100 * value)} %"
                : words
                    .Level(one, value)
                    .Replace(" right", "", StringComparison.Ordinal)
                    .Replace(" a month", "", StringComparison.Ordinal);
        return new(
            Word(one),
            now is { } today ? Text(today) : null,
            Text(even),
            now is { } from ? Far(one, from, even) : "",
            new(Math.Max(whole.Low, one.Low), Math.Min(whole.High, Math.Max(one.High, even))),
            now,
            even,
            believed,
            one.AtLow < one.AtHigh
        );
    }

    private static IEnumerable<double> Ends((double Low, double High)? believed) =>
        believed is { } ends ? [ends.Low, ends.High] : [];

    private static string Word(BreakEven one) =>
        one.Assumption switch
        {
            Decisions.Verdicts.Assumption.Volume => "Answers a month",
            Decisions.Verdicts.Assumption.Quality => $"Right answers of {Names.Cut(one.Option, 26)}",
            Decisions.Verdicts.Assumption.OneOff => "Cost of building it",
            Decisions.Verdicts.Assumption.Stake => "Weight of right and wrong answers",
            Decisions.Verdicts.Assumption.ApiPrice => "Token prices",
            Decisions.Verdicts.Assumption.FrontierRate => "Errors that general models lose a year",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string? Input(BreakEven one) =>
        one.Assumption switch
        {
            Decisions.Verdicts.Assumption.Volume => "volume.v0",
            Decisions.Verdicts.Assumption.Quality => $"quality.{one.Option}",
            Decisions.Verdicts.Assumption.OneOff => $"oneoff.{one.Option}",
            Decisions.Verdicts.Assumption.FrontierRate => "market.frontier",
            _ => null,
        };

    private static string Far(BreakEven one, double now, double even)
    {
        if (one.Assumption is Decisions.Verdicts.Assumption.Quality or Decisions.Verdicts.Assumption.FrontierRate)
        {
            return $"{Show.Number(Math.Abs(100 * (even - now)), 1)} points {(even < now ? "lower" : "higher")}";
        }

        double share = now == 0 ? 0 : even / now;
        (string less, string more) =
            one.Assumption == Decisions.Verdicts.Assumption.Volume ? ("fewer", "more") : ("less", "more");
        return share > 3 ? $"{Show.Number(share, share < 10 ? 1 : 0)} times as {(less == "fewer" ? "many" : "much")}"
            : share == 0 ? "nothing"
            : $"{Show.Number(Math.Abs(100 * (share - 1)))} % {(share < 1 ? less : more)}";
    }
}
