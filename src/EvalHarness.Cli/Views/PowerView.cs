using System.Globalization;

namespace EvalHarness.Cli.Views;

/// <summary>Says an answer about power: plain sentences, then a small table.</summary>
internal static class PowerView
{
    /// <summary>Writes it as text.</summary>
    public static void Write(Terminal terminal, PowerAnswer answer)
    {
        foreach (string sentence in Sentences(answer))
        {
            terminal.Say(sentence);
        }

        bool isShare = answer.Question.IsShare;
        var table = new FittedTable()
            .Add("[grey]difference[/]", isRight: true)
            .Add("[grey]samples, 80 % power[/]", isRight: true)
            .Add("[grey]90 % power[/]", isRight: true);
        foreach (var (difference, at80, at90) in answer.Table)
        {
            table.AddRow(Numbers.Plain(difference, isShare), Count(at80), Count(at90));
        }

        terminal.Write("");
        table.WriteTo(terminal);
    }

    /// <summary>Writes it as JSON.</summary>
    public static void WriteJson(Terminal terminal, PowerAnswer answer)
    {
        var assumed = answer.Assumptions;
        JsonView.Write(
            terminal,
            new
            {
                assumed.Discordant,
                sd = assumed.Deviation,
                assumed.Confidence,
                assumed.Power,
                icc = assumed.IntraclassCorrelation,
                assumed.ClusterSize,
                assumed.Epochs,
                noise = assumed.NoiseShare,
                assumed.DesignEffect,
                answer.Question.Samples,
                answer.Question.Difference,
                answer.Question.Margin,
                pilot_samples = answer.Question.Pilot,
                samples_needed = Ceiling(answer.SamplesNeeded),
                minimal_detectable = answer.Detectable,
                power_reached = answer.Power,
                samples_for_non_inferiority = Ceiling(answer.SamplesForMargin),
                power_of_non_inferiority = answer.PowerForMargin,
                table = answer.Table.Select(row => new
                {
                    row.Difference,
                    samples_at_80 = Ceiling(row.At80),
                    samples_at_90 = Ceiling(row.At90),
                }),
                sentences = Sentences(answer),
            }
        );
    }

    private static IEnumerable<string> Sentences(PowerAnswer answer)
    {
        var (assumed, asked) = (answer.Assumptions, answer.Question);
        bool isShare = asked.IsShare;
        string terms = $"at {Percent(assumed.Confidence)} confidence, {Given(answer)}";
        if (answer.SamplesNeeded is { } needed)
        {
            yield return $"{Count(needed)} samples find a difference of {Points(Math.Abs(asked.Difference!.Value), isShare)} with {Percent(assumed.Power)} power {terms}.{Rest(needed, asked.Pilot)}";
        }

        if (asked.Samples is { } n)
        {
            yield return answer.Detectable is { } least
                ? $"{Count(n)} samples find a difference of {Points(least, isShare)} or more with {Percent(assumed.Power)} power {terms}."
                : $"{Count(n)} samples find no difference with {Percent(assumed.Power)} power {terms}.";
        }

        if (answer.Power is { } power)
        {
            yield return $"They find a difference of {Points(Math.Abs(asked.Difference!.Value), isShare)} with {Percent(power)} power.";
        }

        string truth = asked.Difference is { } d ? $"differs by {Points(d, isShare)}" : "is equally good";
        if (answer.SamplesForMargin is { } many)
        {
            yield return $"{Count(many)} samples show with {Percent(assumed.Power)} power that a model that {truth} is not worse by {Points(asked.Margin!.Value, isShare)}, {terms}.{Rest(many, asked.Pilot)}";
        }
        else if (answer.PowerForMargin is { } chance)
        {
            yield return $"They show with {Percent(chance)} power that a model that {truth} is not worse by {Points(asked.Margin!.Value, isShare)}.";
        }
        else if (asked.Margin is not null)
        {
            yield return $"No number of samples shows that a model that {truth} is not worse by {Points(asked.Margin.Value, isShare)}.";
        }
    }

    private static string Given(PowerAnswer answer)
    {
        var assumed = answer.Assumptions;
        string spread = assumed.Discordant is { } share
            ? $"if exactly one of the two is right on {Percent(share)} of the samples"
            : $"if a sample's difference has standard deviation {Numbers.Plain(assumed.Deviation!.Value, false)}";
        string clusters =
            assumed.ClusterSize > 1
                ? FormattableString.Invariant(
                    $", in clusters of {assumed.ClusterSize:0.#} with correlation {assumed.IntraclassCorrelation:0.###} (design effect {assumed.DesignEffect:0.##})"
                )
                : "";
        string repeats = assumed.Epochs > 1 ? FormattableString.Invariant($", each asked {assumed.Epochs} times") : "";
        return spread + clusters + repeats;
    }

    private static string Rest(double needed, long? pilot) =>
        pilot is not { } have ? ""
        : needed > have ? $" The pilot has {Count(have)}: {Count(Math.Ceiling(needed) - have)} more."
        : $" The pilot has {Count(have)}: enough.";

    private static string Points(double difference, bool isShare) =>
        isShare ? $"{Numbers.Plain(difference, true)} points" : Numbers.Plain(difference, false);

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Count(double samples) => Math.Ceiling(samples).ToString("N0", CultureInfo.InvariantCulture);

    private static double? Ceiling(double? samples) => samples is { } n ? Math.Ceiling(n) : null;
}
