using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Rules;

/// <summary>The usual ways in which a business case deceives the one who writes it.</summary>
internal static class Deceptions
{
    private const double FastDecline = 0.5;
    private const double RaisedDiscountRate = 0.15;

    public static IEnumerable<Finding> Check(DecisionSpec spec)
    {
        if (spec.Options.IsDefaultOrEmpty || spec.Options.All(option => option.Id != spec.Incumbent))
        {
            return [];
        }

        return Market(spec)
            .Concat(Value(spec))
            .Concat(spec.Options.SelectMany(Option))
            .Concat(StaffDoubts.Check(spec))
            .Concat(ServiceDoubts.Check(spec));
    }

    private static IEnumerable<Finding> Market(DecisionSpec spec)
    {
        double frontier = Mean(spec.Market.FrontierErrorReductionPerYear);
        double decline = Mean(spec.Market.ApiPriceDeclinePerYear);
        if (spec.Market.Mode == MarketMode.RideFrontier && frontier > 0 && decline > FastDecline)
        {
            yield return Warn(
                "two-regimes",
                "",
                $"models are assumed to get better and prices to fall {decline:P0} a year: progress counts twice"
            );
        }

        if (
            spec.Market.FrontierErrorReductionPerYear is { } rate
            && Mean(rate) == 0
            && spec.Market.Mode == MarketMode.RideFrontier
        )
        {
            yield return Warn(
                "static-frontier",
                DecisionParameters.Frontier.Name,
                $"general models are assumed never to improve"
            );
        }

        bool hasRisk = spec.Options.Any(option => option.PSuccess is { } p && Mean(p) < 1);
        if (hasRisk && Mean(spec.DiscountRate) > RaisedDiscountRate)
        {
            yield return Warn(
                "risk-twice",
                "",
                $"the risk of failure counts in p_success, the chance that it works out, and again in a discount rate of {Mean(spec.DiscountRate):P0}"
            );
        }
    }

    private static IEnumerable<Finding> Value(DecisionSpec spec)
    {
        if (spec.Realisation.Distribution is { IsFixed: true, Mean: >= 1 })
        {
            yield return Warn(
                "offline-is-online",
                DecisionParameters.Realisation.Name,
                $"the whole measured difference is assumed to survive in daily use"
            );
        }

        if (spec.Option(spec.Incumbent).Quality?.Distribution is { Mean: <= 0.05 })
        {
            yield return Warn(
                "whole-value",
                spec.Incumbent,
                $"the incumbent answers almost nothing right: all of the value would count as gain"
            );
        }

        var unscaled = spec.Options.FirstOrDefault(option =>
            option.Quality is { LearningCurve: not null } or { UpliftOver: null, Evidence: Provenance.Quoted }
        );
        if (!spec.Value.Utility.IsEmpty && unscaled is not null)
        {
            yield return Warn(
                "utility-scale",
                unscaled.Id,
                $"a share of right answers is stated for \"{unscaled.Id}\", but with a matrix of utilities quality lies between the worst (0) and the best (1) that answers can be worth"
            );
        }

        if (
            !spec.Value.Utility.IsEmpty && spec.Slices.FirstOrDefault(slice => slice.RunMetric is not null) is { } slice
        )
        {
            yield return Note(
                "run-metric-unread",
                "",
                $"the matrix of utilities prices the answers of \"{slice.Id}\" themselves: its run_metric, the score of a run, is not read"
            );
        }

        int proposed = spec.Options.Count(option => option.Status == OptionStatus.Proposed);
        if (proposed > WinnersCurse.ManyOptions)
        {
            yield return Note(
                "winners-curse",
                "",
                $"{proposed} options are proposed: the best of many looks better than it is, so gains are reduced towards what options of their kind usually add"
            );
        }

        bool isMixed =
            spec.Options.Any(IsMeasured)
            && spec.Options.Any(option =>
                !IsMeasured(option)
                && option.Quality is { UpliftOver: null, ProtocolSd: null or 0, Evidence: Provenance.Quoted }
            );
        if (isMixed)
        {
            yield return Warn(
                "unlike-splits",
                "",
                $"published scores stand beside own runs without protocol_sd, how far scores made under other conditions may be off: other samples and prompts differ by points"
            );
        }
    }

    private static IEnumerable<Finding> Option(OptionSpec option)
    {
        if (option.Sunk > 0)
        {
            yield return Note("sunk", option.Id, $"what was spent on \"{option.Id}\" before today is not counted");
        }

        if (option.Oneoff.Items.Count == 1 && option.Oneoff.Items.ContainsKey("compute"))
        {
            yield return Warn(
                "compute-only",
                option.Id,
                $"the one-off of \"{option.Id}\" is compute alone; data and people are usually three quarters"
            );
        }

        if (option.Quality?.LearningCurve is { } curve && curve.At > LearningCurve.FarthestRatio * curve.Sizes.Max())
        {
            yield return Warn(
                "far-extrapolation",
                option.Id,
                $"the learning curve of \"{option.Id}\" is read more than {LearningCurve.FarthestRatio} times beyond its largest size"
            );
        }

        if (option.Quality?.LearningCurve is { Sizes.Length: < 4 })
        {
            yield return Note(
                "few-sizes",
                option.Id,
                $"the learning curve of \"{option.Id}\" has fewer than four sizes: it is mostly assumption"
            );
        }
    }

    private static bool IsMeasured(OptionSpec option) => option.Quality is { FromRuns.IsEmpty: false };

    private static double Mean(Quantity? quantity) => quantity?.Distribution.Mean ?? 0;

    private static Finding Warn(string code, string subject, FormattableString message) =>
        new(FindingSeverity.Warning, code, subject, FormattableString.Invariant(message));

    private static Finding Note(string code, string subject, FormattableString message) =>
        new(FindingSeverity.Note, code, subject, FormattableString.Invariant(message));
}
