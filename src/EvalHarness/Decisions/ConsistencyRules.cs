using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Decisions;

/// <summary>What must fit together between options, slices, curves and constraints for a decision to be computed.</summary>
internal static class ConsistencyRules
{
    public static IEnumerable<Finding> Check(DecisionSpec spec) =>
        spec.Options.IsDefaultOrEmpty
            ? []
            : Circle(spec)
                .Concat(spec.Options.SelectMany(Numbers))
                .Concat(Numbers(spec))
                .Concat(spec.Options.SelectMany(Curve))
                .Concat(Slices(spec))
                .Concat(Constraints(spec));

    /// <summary>Whether qualities that are uplifts come to rest on one that is not.</summary>
    private static IEnumerable<Finding> Circle(DecisionSpec spec)
    {
        var anchors = spec
            .Options.DistinctBy(option => option.Id)
            .ToDictionary(option => option.Id, option => option.QualityOver(spec.Incumbent).UpliftOver);
        foreach (OptionSpec option in spec.Options)
        {
            string? next = option.Id;
            for (int hops = 0; hops < anchors.Count && next is not null; hops++)
            {
                next = anchors.GetValueOrDefault(next);
            }

            if (next is not null)
            {
                string message =
                    option.Id == spec.Incumbent && option.Quality is null
                        ? $"nothing says how good the incumbent \"{option.Id}\" is: a quality or a run that measured it"
                        : $"the quality of \"{option.Id}\" rests on uplifts that run in a circle";
                yield return Invalid("uplift-circle", $"quality.{option.Id}", message);
                yield break;
            }
        }
    }

    private static IEnumerable<Finding> Numbers(OptionSpec option)
    {
        if (option.RetrainEveryMonths < 0)
        {
            yield return Invalid(
                "out-of-range",
                $"retrain_every_months.{option.Id}",
                Say($"retrain_every_months must be at least 0, was {option.RetrainEveryMonths}")
            );
        }

        if (option.Quality?.ProtocolSd is { } error && !(error >= 0))
        {
            yield return Invalid(
                "out-of-range",
                $"quality.{option.Id}",
                Say($"quality.{option.Id}: protocol_sd must be at least 0, was {error}")
            );
        }
    }

    private static IEnumerable<Finding> Numbers(DecisionSpec spec)
    {
        // In the matrix form the stakes follow from the utilities, and may have any sign.
        (string Name, Quantity Value)[] stakes = spec.Value.Utility.IsEmpty
            ? [("value.per_correct", spec.Value.PerCorrect), ("value.per_error", spec.Value.PerError)]
            : [];
        foreach ((string name, Quantity value) in stakes)
        {
            if (!value.Distribution.Problems().Any() && value.Distribution.Quantile(0.5) < 0)
            {
                yield return Invalid(
                    "out-of-range",
                    name,
                    $"{name} must be at least 0: a gain and a loss are both written as positive numbers"
                );
            }
        }

        if (spec.Latency?.SloMs < 0)
        {
            yield return Invalid(
                "out-of-range",
                "latency.slo_ms",
                Say($"slo_ms must be at least 0, was {spec.Latency.SloMs}")
            );
        }

        if (spec.Policy.MinPPositive is not (>= 0 and <= 1))
        {
            yield return Invalid(
                "out-of-range",
                "policy.min_p_positive",
                Say($"min_p_positive must lie in [0, 1], was {spec.Policy.MinPPositive}")
            );
        }
    }

    private static IEnumerable<Finding> Curve(OptionSpec option)
    {
        if (option.Quality?.LearningCurve is not { } curve)
        {
            yield break;
        }

        string subject = $"quality.{option.Id}";
        if (
            curve.Sizes.Length < 2
            || curve.Correct.Length != curve.Sizes.Length
            || curve.Total.Length != curve.Sizes.Length
        )
        {
            yield return Invalid(
                "bad-curve",
                subject,
                $"{subject}: a learning curve needs two sizes or more, and counts for each"
            );
        }
        else if (
            !(curve.At > 0)
            || curve.Sizes.Any(size => !(size > 0))
            || !curve.Sizes.SequenceEqual(curve.Sizes.Order())
        )
        {
            yield return Invalid(
                "bad-curve",
                subject,
                $"{subject}: sizes of a learning curve must be above 0 and grow, and so must 'at'"
            );
        }
        else if (
            curve.Correct.Zip(curve.Total).Any(one => !(one.First >= 0 && one.First <= one.Second && one.Second > 0))
        )
        {
            yield return Invalid(
                "bad-curve",
                subject,
                $"{subject}: right answers must lie between 0 and the answers, of which there must be some"
            );
        }
    }

    private static IEnumerable<Finding> Slices(DecisionSpec spec)
    {
        foreach (SliceSpec slice in spec.Slices.Where(slice => !(slice.Weight > 0)))
        {
            yield return Invalid(
                "bad-slice",
                "slices",
                Say($"the weight of slice \"{slice.Id}\" must be above 0, was {slice.Weight}")
            );
        }

        foreach (var same in spec.Slices.GroupBy(slice => slice.Id).Where(same => same.Count() > 1))
        {
            yield return Invalid("duplicate-slice", "slices", $"two slices are named \"{same.Key}\"");
        }
    }

    private static IEnumerable<Finding> Constraints(DecisionSpec spec)
    {
        string[] slices = [.. spec.Slices.Select(slice => slice.Id)];
        foreach (MinimumQuality minimum in spec.Constraints.MinQuality)
        {
            if (minimum.Slice is { } slice && !slices.Contains(slice))
            {
                yield return Invalid(
                    "unknown-slice",
                    "constraints.min_quality",
                    $"a minimum is set for slice \"{slice}\", which is no slice{Nearest(slice, slices)}"
                );
            }

            if (minimum.Value is not (>= 0 and <= 1) || minimum.Probability is not (>= 0 and <= 1))
            {
                yield return Invalid(
                    "bad-constraint",
                    "constraints.min_quality",
                    Say($"value and probability must lie in [0, 1], were {minimum.Value} and {minimum.Probability}")
                );
            }
        }

        string[] vendors = [.. spec.Options.Select(option => option.Vendor).OfType<string>()];
        foreach (string vendor in spec.Constraints.MaxVendorShare.Keys.Where(vendor => !vendors.Contains(vendor)))
        {
            yield return Invalid(
                "unknown-vendor",
                "constraints.max_vendor_share",
                $"a share is set for \"{vendor}\", which sells no option{Nearest(vendor, vendors)}"
            );
        }

        if (spec.Constraints.BudgetOneoffMax < 0)
        {
            yield return Invalid("bad-constraint", "constraints.budget_oneoff_max", "a budget must be at least 0");
        }
    }

    private static string Nearest(string word, IEnumerable<string> known) =>
        Spelling.Nearest(word, known) is { } near ? $"; did you mean '{near}'?" : "";

    private static Finding Invalid(string code, string subject, string message) =>
        new(FindingSeverity.Invalid, code, subject, message);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
