using System.Globalization;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Rules;

/// <summary>What makes a decision incomputable.</summary>
internal static class Validity
{
    public static IEnumerable<Finding> Check(DecisionSpec spec)
    {
        Finding[] names = [.. UnknownNames.Check(spec, [])];
        if (spec.Options.IsDefaultOrEmpty)
        {
            return names;
        }

        var numbers = Horizon(spec).Concat(Numbers(spec)).Concat(spec.Studies.SelectMany(Study));
        var qualities = spec.Options.SelectMany(option => Quality(spec, option));
        return names
            .Concat(UnknownNames.CheckWhole(spec))
            .Concat(numbers)
            .Concat(qualities)
            .Concat(NumberRanges.Check(spec));
    }

    /// <summary>What is missing once runs have measured what they could: the quality of the incumbent.</summary>
    public static IEnumerable<Finding> Unmeasured(DecisionSpec spec) =>
        from option in spec.Options
        where option.Id == spec.Incumbent && option.Quality is null
        select Unknown(option, ["options", option.Id]) with
        {
            Expected = "'quality:', or a run that asked a model of that name",
        };

    private static Finding Unknown(OptionSpec option, string[] at) =>
        Invalid("no-quality", at, $"nothing that says how good \"{option.Id}\" is");

    private static IEnumerable<Finding> Horizon(DecisionSpec spec)
    {
        if (spec.HorizonMonths.Months is not null)
        {
            yield break;
        }

        double rate = spec.DiscountRate.Distribution.Quantile(0.001);
        if (spec.Terminal is not { Growth: var growth })
        {
            yield return Invalid(
                "infinite-horizon",
                ["horizon_months"],
                "an infinite horizon without 'terminal:', what follows the last month"
            ) with
            {
                Expected = "terminal.growth, below the discount rate",
            };
        }
        else if (!(growth < rate))
        {
            yield return Invalid(
                "infinite-horizon",
                ["terminal", "growth"],
                Say($"an infinite horizon that comes to no sum, for growth is {growth} and the discount rate {rate}")
            ) with
            {
                Expected = "a growth below the rate",
            };
        }
    }

    /// <summary>Every quantity is a distribution and its support lies where the engine can use it.</summary>
    private static IEnumerable<Finding> Numbers(DecisionSpec spec)
    {
        foreach (var source in ParameterCatalog.Sources(spec))
        {
            string[] problems = [.. source.Distribution.Problems()];
            foreach (string problem in problems)
            {
                yield return new(
                    FindingSeverity.Invalid,
                    "bad-distribution",
                    source.Name,
                    $"no distribution for {source.Name}: {problem}"
                );
            }

            if (problems.Length == 0 && source.Kind.Violation(source.Distribution) is { } violation)
            {
                yield return new(
                    FindingSeverity.Invalid,
                    "out-of-range",
                    source.Name,
                    $"{violation.Found} for {source.Name}"
                )
                {
                    Expected = violation.Expected,
                };
            }
        }
    }

    private static IEnumerable<Finding> Quality(DecisionSpec spec, OptionSpec option)
    {
        if (option.Quality is not { } quality)
        {
            yield break;
        }

        string[] at = ["options", option.Id, "quality"];
        if (quality is { Distribution: null, LearningCurve: null, FromRuns.IsEmpty: true })
        {
            yield return Unknown(option, at) with
            {
                Expected = "'value:', 'dist:', 'from_runs:' or 'learning_curve:'",
            };
        }

        if (quality is { Value: not null, Distribution: not (null or FixedValue) })
        {
            yield return Invalid(
                "two-values",
                [.. at, "value"],
                "'value' beside 'dist', one number beside a range of them"
            ) with
            {
                Expected = "one of them",
            };
        }

        if (quality is { UpliftOver: not null, Distribution: null })
        {
            yield return Invalid(
                "no-uplift",
                [.. at, "uplift_over"],
                "'uplift_over', better than which option, without a difference"
            ) with
            {
                Expected = "'value:' or 'dist:' beside it",
            };
        }

        if (quality is { UpliftOver: not null } && IsCircular(spec, option))
        {
            yield return Invalid(
                "uplift-circle",
                [.. at, "uplift_over"],
                "options that are each better than another by so much and run in a circle"
            ) with
            {
                Expected = "an option whose own quality is known",
            };
        }

        if (quality.LearningCurve is { } curve && LearningCurve.Problem(curve) is { } problem)
        {
            yield return Invalid("bad-curve", [.. at, "learning_curve"], problem.Found) with
            {
                Expected = problem.Expected,
            };
        }
    }

    /// <summary>Whether the options over which an option's quality is said lead back to one of them.</summary>
    private static bool IsCircular(DecisionSpec spec, OptionSpec option)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (
            var next = option;
            next?.QualityOver(spec.Incumbent).UpliftOver is { } anchor && next.Quality is not null;
            next = spec.Options.FirstOrDefault(other => other.Id == anchor)
        )
        {
            if (!met.Add(next.Id))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Finding> Study(StudySpec study)
    {
        if (study.Design is PairedEval { Pair: var pair } && pair.Distinct().Count() != 2)
        {
            string named = pair.Length == 2 ? "one option twice" : Say($"{pair.Length} options");
            yield return Invalid("bad-study", ["studies", study.Id, "options"], $"{named} for 'options'") with
            {
                Expected = "two options that are compared",
            };
        }

        if (study.Design is PairedEval { N.IsEmpty: true } or SingleEval { N.IsEmpty: true })
        {
            yield return Invalid("bad-study", ["studies", study.Id, "n"], "an empty list for 'n'") with
            {
                Expected = "the numbers of samples to consider",
            };
        }

        foreach (string problem in study.Design.Problems())
        {
            yield return Invalid("bad-study", ["studies", study.Id], problem);
        }

        if (new[] { study.DelayMonths, study.Cost, study.CostFixed, study.CostPerItem }.Any(one => !(one >= 0)))
        {
            yield return Invalid("bad-study", ["studies", study.Id], "a negative cost or delay") with
            {
                Expected = "at least 0",
            };
        }
    }

    private static Finding Invalid(string code, string[] path, string message) =>
        new(FindingSeverity.Invalid, code, path is [_, var id, ..] ? id : path[0], message) { Path = [.. path] };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
