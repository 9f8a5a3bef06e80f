using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Rules;

/// <summary>The range of every number of a decision that is not drawn.</summary>
internal static class NumberRanges
{
    public static IEnumerable<Finding> Check(DecisionSpec spec) =>
        from number in Stakes(spec).Concat(Numbers(spec)).Concat(spec.Options.SelectMany(Numbers))
        where !(number.Value >= number.Least && number.Value <= number.Most)
        select new Finding(
            FindingSeverity.Invalid,
            "out-of-range",
            number.Path[0],
            FormattableString.Invariant($"{number.Value} for '{number.Path[^1]}'")
        )
        {
            Path = [.. number.Path],
            Expected =
                FormattableString.Invariant($"at least {number.Least}")
                + (number.Most < double.MaxValue ? FormattableString.Invariant($" and at most {number.Most}") : ""),
        };

    /// <summary>A gain and a loss are both written as positive numbers; in the matrix form they follow, with any sign.</summary>
    private static IEnumerable<Number> Stakes(DecisionSpec spec)
    {
        (string Key, Quantity Value)[] stakes =
        [
            ("per_correct", spec.Value.PerCorrect),
            ("per_error", spec.Value.PerError),
        ];
        return from stake in spec.Value.Utility.IsEmpty ? stakes : []
            where !stake.Value.Distribution.Problems().Any()
            select new Number(["value", stake.Key], stake.Value.Distribution.Quantile(0.5));
    }

    private static IEnumerable<Number> Numbers(DecisionSpec spec)
    {
        yield return new(["latency", "slo_ms"], spec.Latency?.SloMs ?? 0);
        yield return new(["policy", "min_p_positive"], spec.Policy.MinPPositive, Most: 1);
        yield return new(["constraints", "budget_oneoff_max"], spec.Constraints.BudgetOneoffMax ?? 0);
        foreach (var slice in spec.Slices)
        {
            yield return new(["slices", slice.Id, "weight"], slice.Weight, Least: double.Epsilon);
        }

        foreach (var minimum in spec.Constraints.MinQuality)
        {
            yield return new(["constraints", "min_quality", "value"], minimum.Value, Most: 1);
            yield return new(["constraints", "min_quality", "probability"], minimum.Probability, Most: 1);
        }
    }

    private static IEnumerable<Number> Numbers(OptionSpec option) =>
        [
            new(["options", option.Id, "retrain_every_months"], option.RetrainEveryMonths),
            new(["options", option.Id, "quality", "protocol_sd"], option.Quality?.ProtocolSd ?? 0),
        ];

    private readonly record struct Number(string[] Path, double Value, double Least = 0, double Most = double.MaxValue);
}
