using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Findings;

/// <summary>What a reader must know before trusting the numbers of a run, in words.</summary>
public static class NoteText
{
    /// <summary>What looking at the data on the way costs, for whoever reads a confidence sequence.</summary>
    public static string CostOfLooks =>
        "A confidence sequence may be looked at any number of times, and is wider than an interval for one look at the end: with "
        + "models that differ by 2 points and disagree on 20 % of 5,000 samples it decides 75 % of runs where one look decides "
        + "88 %; with few clusters, or clusters of unlike size, it costs far more.";

    /// <summary>How much wider the sequences of a run are than intervals for one look; null where none can be had.</summary>
    /// <param name="watched">The pairs watched.</param>
    public static string? WidthOfLooks(ImmutableArray<MonitoredPair> watched)
    {
        double[] times = [.. watched.Select(pair => pair.TimesAsWide).OfType<double>().Order()];
        return times.Length == 0
            ? null
            : FormattableString.Invariant(
                $"Here {(watched.Length == 1 ? "it is" : "they are")} {times[0]:0.0}{(times[^1] - times[0] < 0.05 ? "" : FormattableString.Invariant($" to {times[^1]:0.0}"))} times as wide as an interval for one look at the same samples."
            );
    }

    /// <summary>One sentence or two each: looks, few clusters, missing requests, another correction, publications, warnings.</summary>
    /// <param name="comparison">The run compared.</param>
    public static IEnumerable<string> Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var (run, tasks) = (comparison.Run, comparison.Tasks);
        IEnumerable<string> looks = run.Stop is { } rule
            ? [Looks(rule), .. new[] { CostOfLooks, WidthOfLooks(comparison.Monitored) }.OfType<string>()]
            : [];
        string? fallback = run.Stop is null ? CorrectionText.Fallback(comparison.Family) : null;
        return
        [
            .. run.Shards is { } part ? new[] { Of(part, run) } : [],
            .. run.Fleet is { PossiblyTwice: > 0 } or { SecondAnswers: > 0 } ? new[] { Of(run.Fleet) } : [],
            .. looks,
            .. tasks.SelectMany(Of),
            .. fallback is null ? Array.Empty<string>() : [fallback],
            .. run.Published.Select(Of),
            .. run.Warnings,
        ];
    }

    private static string Of(ShardHeader part, RunHeader run) =>
        FormattableString.Invariant(
            $"The run is {part}: {run.Tasks.Sum(task => (long)task.Samples):N0} of {part.Samples.Values.Sum(count => (long)count):N0} samples, "
        )
        + "drawn by chance. Scores and intervals are those of this part alone, and gates are left open; "
        + "'evalharness merge' joins it with the others.";

    private static string Of(FleetHeader fleet) =>
        FormattableString.Invariant(
            $"{Counted(fleet.PossiblyTwice, "request")} may have been paid twice: a worker of the fleet was lost in the midst, and another one asked again. "
        )
        + (
            fleet.SecondAnswers == 0
                ? "Costs count what was lost at the most that it could be."
                : FormattableString.Invariant(
                    $"{Counted(fleet.SecondAnswers, "answer")} came twice; the first one counts."
                )
        );

    private static string Counted(long count, string noun) =>
        FormattableString.Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private static string Looks(StopRule rule) =>
        FormattableString.Invariant(
            $"The run may stop when all is decided and looked at its data {rule.LooksTaken} of {rule.Looks} times; "
        )
        + (rule.IsDecided ? "it stopped there, and what was left unasked is not missing. " : "not all was decided. ")
        + "Scores at a stop lie too far apart: read the confidence sequences of the differences, not their middle.";

    private static IEnumerable<string> Of(TaskComparison task)
    {
        if (!task.IsCopy && task.ClusterField is { } field && task.EffectiveClusters < 30)
        {
            yield return $"{task.Task}: only {ClusterText.Counted(task)} by {field}; intervals rest on "
                + (
                    task.EffectiveClusters < 5
                        ? "hardly any independent units: no more than a hint."
                        : "few independent units (fewer than 30)."
                );
        }

        foreach (var model in task.Models.Where(model => model.Completeness.BlocksVerdict))
        {
            yield return FormattableString.Invariant(
                $"{task.Task}: {100 * model.Completeness.MissingShare:0.#} % of the requests to {model.Model} failed or were not "
            )
                + FormattableString.Invariant(
                    $"run (allowed: {100 * model.Completeness.Allowed:0.#} %); no verdict is given on it."
                );
        }

        foreach (var metric in task.Metrics)
        {
            foreach (var model in metric.Unscored)
            {
                yield return FormattableString.Invariant(
                    $"{task.Task}: {model.Unscored:N0} of {model.Responses:N0} answers of {model.Model} have no score by "
                ) + $"{metric.Metric}: {model.Why} (sample {model.Sample}); they count as missing.";
            }
        }

        foreach (string note in task.Models.SelectMany(model => RemarkText.Of(task.Task, model)))
        {
            yield return note;
        }
    }

    private static string Of(PublishedBoard board)
    {
        string[] studies = board.Scores.Select(score => score.Study).Distinct(StringComparer.Ordinal).ToArray();
        string unlike =
            studies.Length > 1
                ? $"Published by {studies.Length} studies ({string.Join(", ", studies)}); differences between them are not like for like."
                : "";
        return $"{board.Task}: {board.Description} {unlike}".Replace("  ", " ", StringComparison.Ordinal).Trim();
    }
}
