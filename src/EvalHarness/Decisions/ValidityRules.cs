using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Decisions;

/// <summary>What makes a decision incomputable.</summary>
internal static class ValidityRules
{
    public static IEnumerable<Finding> Check(DecisionSpec spec) =>
        Structure(spec)
            .Concat(Horizon(spec))
            .Concat(Numbers(spec))
            .Concat(ConsistencyRules.Check(spec))
            .Concat(Studies(spec));

    private static IEnumerable<Finding> Structure(DecisionSpec spec)
    {
        if (spec.Options.IsDefaultOrEmpty)
        {
            yield return Invalid("no-options", "", "there are no options");
            yield break;
        }

        foreach (
            string id in spec.Options.GroupBy(option => option.Id).Where(same => same.Count() > 1).Select(g => g.Key)
        )
        {
            yield return Invalid("duplicate-option", id, $"two options are named \"{id}\"");
        }

        var ids = spec.Options.Select(option => option.Id).ToHashSet(StringComparer.Ordinal);
        if (!ids.Contains(spec.Incumbent))
        {
            yield return Invalid(
                "no-incumbent",
                "incumbent",
                $"the incumbent \"{spec.Incumbent}\" is not among the options{Nearest(spec.Incumbent, ids)}"
            );
        }

        foreach (OptionSpec option in spec.Options)
        {
            foreach (string other in new[] { option.Fallback, option.Quality?.UpliftOver }.OfType<string>())
            {
                if (!ids.Contains(other) || other == option.Id)
                {
                    yield return Invalid(
                        "unknown-option",
                        option.Id,
                        $"\"{option.Id}\" refers to \"{other}\", which is not another option{Nearest(other, ids.Where(id => id != option.Id))}"
                    );
                }
            }
        }

        if (spec.MonteCarlo.Draws < 1)
        {
            yield return Invalid("no-draws", "", Say($"draws must be at least 1, was {spec.MonteCarlo.Draws}"));
        }
    }

    private static IEnumerable<Finding> Horizon(DecisionSpec spec)
    {
        double rate = spec.DiscountRate.Distribution.Quantile(0.001);
        if (spec.HorizonMonths.Months is null && spec.Terminal?.Growth is null)
        {
            yield return Invalid("infinite-horizon", "horizon_months", "an infinite horizon needs terminal.growth");
        }

        if (spec.HorizonMonths.Months is null && spec.Terminal?.Growth < -1)
        {
            yield return Invalid("infinite-horizon", "terminal.growth", "terminal.growth must be at least -1");
        }

        if (spec.HorizonMonths.Months is null && spec.Terminal?.Growth >= rate)
        {
            yield return Invalid(
                "infinite-horizon",
                "horizon_months",
                Say(
                    $"an infinite horizon diverges: growth {spec.Terminal?.Growth} is not below the discount rate {rate}"
                )
            );
        }
    }

    /// <summary>Every quantity is a distribution and its support lies where the engine can use it.</summary>
    private static IEnumerable<Finding> Numbers(DecisionSpec spec)
    {
        if (spec.Options.IsDefaultOrEmpty)
        {
            yield break;
        }

        foreach (ParameterSource source in ParameterSources.Of(spec))
        {
            string[] problems = [.. source.Distribution.Problems()];
            foreach (string problem in problems)
            {
                yield return Invalid("bad-distribution", source.Name, $"{source.Name}: {problem}");
            }

            if (problems.Length == 0 && ParameterBounds.Violation(source) is { } violation)
            {
                yield return Invalid("out-of-range", source.Name, $"{source.Name}: {violation}");
            }
        }
    }

    private static IEnumerable<Finding> Studies(DecisionSpec spec)
    {
        var ids = spec.Options.IsDefaultOrEmpty
            ? []
            : spec.Options.Select(option => option.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var same in spec.Studies.GroupBy(study => study.Id).Where(same => same.Count() > 1))
        {
            yield return Invalid("duplicate-study", same.Key, $"two studies are named \"{same.Key}\"");
        }

        foreach (StudySpec study in spec.Studies)
        {
            foreach (string id in study.Design.Options.Where(id => !ids.Contains(id)))
            {
                yield return Invalid(
                    "unknown-option",
                    study.Id,
                    $"study \"{study.Id}\" names \"{id}\", which is no option{Nearest(id, ids)}"
                );
            }

            foreach (string problem in study.Design.Problems())
            {
                yield return Invalid("bad-study", study.Id, $"study \"{study.Id}\": {problem}");
            }

            if (
                study.Design is Measure measure
                && !ParameterSources.Of(spec).Any(source => source.Name == measure.Parameter)
            )
            {
                yield return Invalid(
                    "unknown-parameter",
                    study.Id,
                    $"study \"{study.Id}\" measures \"{measure.Parameter}\", which is no parameter{Nearest(measure.Parameter, ParameterSources.Of(spec).Select(source => source.Name))}"
                );
            }

            if (new[] { study.DelayMonths, study.Cost, study.CostFixed, study.CostPerItem }.Any(one => !(one >= 0)))
            {
                yield return Invalid(
                    "bad-study",
                    study.Id,
                    $"study \"{study.Id}\": delay and costs must be at least 0"
                );
            }
        }
    }

    private static string Nearest(string word, IEnumerable<string> known) =>
        Spelling.Nearest(word, known) is { } near ? $"; did you mean '{near}'?" : "";

    private static Finding Invalid(string code, string subject, string message) =>
        new(FindingSeverity.Invalid, code, subject, message);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
