using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Models: that there are some, and that prices and times are plausible.</summary>
internal static class ModelChecks
{
    // The dearest model on sale in 2024 and 2025 took 600 dollars for a million tokens (o1-pro's output).
    private const decimal Dear = 1000;

    public static void Check(SuiteChecks suite)
    {
        if (suite.Models.Length == 0)
        {
            suite.Findings.Add(
                suite.Places.At(suite.Spec, "models"),
                "no models",
                "at least one, here or in an included file"
            );
        }
        else if (suite.Skipped.Length == suite.Models.Length)
        {
            suite.Findings.Warn(suite.Places.At(suite.Spec, "models"), "every model is skipped in this environment");
        }

        foreach (var model in suite.Spec.Models)
        {
            if (model.Price is { } price)
            {
                CheckPrice(suite, price, suite.Places.At(model, "price"));
            }

            if (model is { Price: not null, Hosting: not null })
            {
                suite.Findings.Warn(
                    suite.Places.At(model, "hosting"),
                    "a price by tokens and one by the hour; the price by tokens counts"
                );
            }

            CheckLimits(suite, model);
            TrainSizes.Check(suite, model);
            if (model.Provider is ITeam team)
            {
                CheckMembers(suite, model, team);
            }
        }
    }

    private static void CheckPrice(SuiteChecks suite, Price price, Location at)
    {
        if (price.Per is not ("1M tokens" or "1K tokens"))
        {
            suite.Findings.Add(
                at,
                $"a price per {Words.Quote(price.Per)}",
                "1M tokens or 1K tokens",
                Spelling.Nearest(price.Per, ["1M tokens", "1K tokens"])
            );
            return;
        }

        var perMillion = price.Per == "1K tokens" ? 1000 : 1;
        if (Math.Max(price.Input, price.Output) > Dear / perMillion)
        {
            suite.Findings.Warn(at, $"more than 1,000 dollars for a million tokens; is it per {price.Per}?");
        }

        if (price.CachedInput > price.Input)
        {
            suite.Findings.Warn(at, "cached input dearer than input");
        }

        if (price.AsOf is null || price.Source is null)
        {
            suite.Findings.Warn(at, "a price without 'as_of' or 'source': nobody can check it later");
        }
    }

    private static void CheckLimits(SuiteChecks suite, ModelSpec model)
    {
        var limits = model.Limits;
        if (limits.AttemptTimeout <= TimeSpan.Zero)
        {
            suite.Findings.Add(suite.Places.At(model, "limits", "timeout"), "no time at all", "a time above zero");
        }

        if (limits.RequestDeadline <= TimeSpan.Zero)
        {
            suite.Findings.Add(suite.Places.At(model, "limits", "deadline"), "no time at all", "a time above zero");
        }
        else if (limits.AttemptTimeout > limits.RequestDeadline)
        {
            suite.Findings.Warn(suite.Places.At(model, "limits"), "an attempt may take longer than its whole request");
        }
    }

    /// <summary>The members must be there, must be able to answer, and must not answer through the team in turn.</summary>
    private static void CheckMembers(SuiteChecks suite, ModelSpec model, ITeam team)
    {
        foreach (var member in team.Members)
        {
            var at = MemberAt(suite, model, member);
            suite.CheckModel(member, at);
            if (suite.Spec.Models.FirstOrDefault(other => other.Name == member)?.Provider is Published)
            {
                suite.Findings.Add(
                    at,
                    $"the published model {Words.Quote(member)} to be asked",
                    "a model that answers"
                );
            }
        }

        if (Reaches(suite, team, model.Name, []))
        {
            suite.Findings.Add(
                suite.Places.At(model, "provider"),
                $"model {Words.Quote(model.Name)} answers through itself",
                "models that do not lead back to it"
            );
        }
    }

    private static Location MemberAt(SuiteChecks suite, ModelSpec model, string member) =>
        new[] { "first", "then", "otherwise", "label", "confidence" }.FirstOrDefault(key =>
            suite.Places.Value(model, key) is YamlScalar scalar && scalar.Text == member
        )
            is { } named
            ? suite.Places.At(model, named)
        : suite.Places.Value(model, "to") is YamlMapping routes
        && routes.Entries.FirstOrDefault(route => route.Value is YamlScalar value && value.Text == member) is { } to
            ? to.Value.At
        : model.Declared;

    private static bool Reaches(SuiteChecks suite, ITeam team, string name, HashSet<string> seen) =>
        team.Members.Any(member =>
            member == name
            || (
                seen.Add(member)
                && suite.Spec.Models.FirstOrDefault(other => other.Name == member)?.Provider is ITeam next
                && Reaches(suite, next, name, seen)
            )
        );
}
