using EvalHarness.Conclusions.Judging;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Conclusions;

/// <summary>Says in words how far the scores of a judge can be trusted.</summary>
internal static class JudgeTrustNotes
{
    /// <summary>How the judge agrees with people, as a clause; that nobody compared them where that is so.</summary>
    /// <param name="judge">The judge.</param>
    public static string Agreement(JudgeSummary judge)
    {
        if (judge.Calibration is not { } calibration)
        {
            return "its scores were not compared with those of people";
        }

        if (calibration.Agreement is not { } agreement)
        {
            return $"no text that it judged is rated in {calibration.File}";
        }

        string kappa = agreement.Kappa.Value is { } value
            ? FormattableString.Invariant($" (agreement beyond chance {value:0.00;−0.00})")
            : "";
        string among = agreement.PeopleShare is { } share
            ? FormattableString.Invariant(
                $", as one person does on {100 * agreement.JudgeShare:0} %; two people agree on {100 * share:0} %"
            )
            : "";
        return FormattableString.Invariant(
            $"it grades {100 * agreement.Share.Value:0} % of {agreement.Texts:N0} texts as most people do{kappa}{among}"
        );
    }

    /// <summary>What a reader must know beyond that, one line each.</summary>
    /// <param name="judge">The judge.</param>
    public static IEnumerable<string> Warnings(JudgeSummary judge)
    {
        string name = $"judge {judge.Judge} of {judge.Task}";
        if (judge.Calibration is { } calibration)
        {
            if (calibration.Foreign > 0)
            {
                yield return FormattableString.Invariant(
                    $"{name}: {calibration.Foreign:N0} rows of {calibration.File} are about texts that this run has not, and count for nothing"
                );
            }

            if (calibration.Unjudged > 0)
            {
                yield return FormattableString.Invariant(
                    $"{name}: {calibration.Unjudged:N0} texts that people rated have no verdict, and count for nothing"
                );
            }

            foreach (var model in calibration.Models.Where(model => model.Corrected is null))
            {
                yield return FormattableString.Invariant(
                    $"{name}: the score of {model.Model} is the judge's own, for people rated {model.Labelled:N0} of its answers; it takes {LabelledAnswers.Fewest}, in {LabelledAnswers.FewestUnits} samples or clusters, to correct it"
                );
            }
        }

        foreach (var bias in judge.Biases.Where(bias => bias.IsWarning && !IsUnknown(bias)))
        {
            yield return $"{name}: {Of(bias)}";
        }

        if (judge.Biases.Any(IsUnknown))
        {
            string own = string.Join(", ", judge.Biases.Where(IsUnknown).Select(bias => bias.Subject));
            yield return $"{name}: {own}: each is itself or of its family, which models are known to favour, and no judge of another "
                + "family tells by how much";
        }
    }

    /// <summary>Whether a judge may favour its own, and nothing tells by how much.</summary>
    private static bool IsUnknown(JudgeBias bias) => bias is { Kind: BiasKind.SelfPreference, Size: null };

    private static string Of(JudgeBias bias) =>
        bias.Kind switch
        {
            BiasKind.LengthAgainstPeople =>
                $"an answer of twice the length gets {Signed(bias.Size!)} more from it than from people",
            BiasKind.Length => $"an answer of twice the length gets {Signed(bias.Size!)} more",
            BiasKind.SelfPreference =>
                $"{bias.Subject}: it favours that model, which is itself or of its family, by {Signed(bias.Size!)}",
            BiasKind.Repeatability => FormattableString.Invariant(
                $"{bias.Subject} gives the same text the same grade in {100 * bias.Size!.Value:0} % of pairs of verdicts"
            ),
            BiasKind.LabelledAnswers =>
                $"it scores the answers of {bias.Subject} that people rated {Signed(bias.Size!)} higher than the rest: answers to rate should "
                    + "be drawn by chance, or the corrected score is wrong",
            _ => $"{bias.Subject}: {Signed(bias.Size!)}",
        };

    private static string Signed(Estimate size) =>
        size.Low is null
            ? FormattableString.Invariant($"{size.Value:+0.00;−0.00;0.00}")
            : FormattableString.Invariant(
                $"{size.Value:+0.00;−0.00;0.00} [{size.Low:+0.00;−0.00;0.00}, {size.High:+0.00;−0.00;0.00}]"
            );
}
