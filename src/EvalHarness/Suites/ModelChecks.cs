using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Models: that there are some, and that prices and times are plausible.</summary>
internal static class ModelChecks
{
    // The dearest model on sale in 2024 and 2025 took 600 dollars for a million tokens (o1-pro's output).
    private const decimal Dear = 1000;

    /// <summary>Keys that are no secret, so that nobody is warned that they are not hidden: what is written where a server asks for none.</summary>
    private static readonly string[] Placeholders =
    [
        "empty",
        "none",
        "null",
        "no",
        "na",
        "n/a",
        "x",
        "xxx",
        "test",
        "dummy",
        "fake",
        "local",
        "ollama",
        "vllm",
        "key",
        "token",
    ];

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
            CheckSecrets(suite, model);
            TrainSizes.Check(suite, model);
        }
    }

    private static void CheckPrice(SuiteChecks suite, Price price, Location at)
    {
        if (price.Per is not ("1M tokens" or "1K tokens"))
        {
            suite.Findings.Add(
                at,
                $"a price per {Wording.Quote(price.Per)}",
                "1M tokens or 1K tokens",
                Spelling.Nearest(price.Per, ["1M tokens", "1K tokens"])
            );
            return;
        }

        int perMillion = price.Per == "1K tokens" ? 1000 : 1;
        if (Math.Max(price.Input, price.Output ?? 0) > Dear / perMillion)
        {
            suite.Findings.Warn(at, $"more than 1,000 dollars for a million tokens; is it per {price.Per}?");
        }

        if (price.CachedInput > price.Input)
        {
            suite.Findings.Warn(at, "cached input dearer than input");
        }

        if (!price.IsFree && (price.AsOf is null || price.Source is null))
        {
            suite.Findings.Warn(at, "a price without 'as_of' or 'source': nobody can check it later");
        }
    }

    /// <summary>A key that could be an answer cannot be hidden where a server says it.</summary>
    private static void CheckSecrets(SuiteChecks suite, ModelSpec model)
    {
        bool isSeen = SecretMask
            .SecretsOf(model.Provider)
            .Select(secret => secret.Reveal().Trim())
            .Any(key => key.Length > 0 && !SecretMask.CanHide(key) && !Placeholders.Contains(key.ToLowerInvariant()));
        if (isSeen && suite.Skipped.All(skipped => skipped.Name != model.Name))
        {
            suite.Findings.Warn(
                model.Declared,
                $"model {Wording.Quote(model.Name)} has a key or header that is too short, a word or a number: it is not hidden where the server repeats it"
            );
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
}
