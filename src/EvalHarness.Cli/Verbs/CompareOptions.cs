using System.CommandLine;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Cli.Verbs;

/// <summary>The keys of a suite's section <c>compare:</c> as options.</summary>
internal sealed class CompareOptions
{
    private readonly Option<string?> baseline = new("--baseline")
    {
        Description = "Model that the others are measured against; the best one by default.",
    };

    private readonly NumberOption<double> confidence = new("--confidence", NumberRange.Inside)
    {
        Description = "Confidence level in (0, 1); 0.95 by default.",
    };

    private readonly NumberOption<double> margin = new("--margin", NumberRange.From(0d))
    {
        Description = "Smallest difference that matters, in the metric's unit; 0.02 by default.",
    };

    private readonly Option<Correction?> correction = new("--correction")
    {
        Description = "holm (default), hochberg, benjamini_hochberg, max_t or none.",
        HelpName = "method",
        CustomParser = argument =>
        {
            string word = argument.Tokens[0].Value.Replace("_", "", StringComparison.Ordinal);
            if (Enum.TryParse<Correction>(word, ignoreCase: true, out var found) && !char.IsAsciiDigit(word[0]))
            {
                return found;
            }

            argument.AddError($"--correction: found '{argument.Tokens[0].Value}'; expected {Words}");
            return null;
        },
    };

    private readonly NumberOption<int> resamples = new("--resamples", NumberRange.Between(100, 1_000_000))
    {
        Description = "Resamples, 100 to 1,000,000; 10,000 by default.",
    };

    private readonly NumberOption<double> maxMissing = new("--max-missing", NumberRange.Share)
    {
        Description =
            "Share of a model's scores that may be missing before no verdict is given on it; 0.01 by default.",
    };

    private readonly Option<bool> acrossProtocols = new(AcrossProtocols)
    {
        Description = "Test models against each other that were asked in different or unknown ways.",
    };

    /// <summary>Name of the option that tests what was asked in different ways.</summary>
    public const string AcrossProtocols = "--across-protocols";

    private const string Words = "holm, hochberg, benjamini_hochberg, max_t or none";

    /// <summary>Seed of the resamples.</summary>
    public NumberOption<long> Seed { get; } =
        new("--seed", NumberRange.AnyWhole) { Description = "Seed of the resamples; 0 by default." };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All =>
        [baseline, confidence, margin, correction, resamples, maxMissing, acrossProtocols, Seed];

    /// <summary>What the options say, over what holds without them.</summary>
    public CompareSpec Read(ParseResult parsed, CompareSpec otherwise) =>
        otherwise with
        {
            Baseline = parsed.GetValue(baseline) ?? otherwise.Baseline,
            Confidence = parsed.GetValue(confidence) ?? otherwise.Confidence,
            Margin = parsed.GetValue(margin) ?? otherwise.Margin,
            Correction = parsed.GetValue(correction) ?? otherwise.Correction,
            Resamples = parsed.GetValue(resamples) ?? otherwise.Resamples,
            MaxFailed = parsed.GetValue(maxMissing) ?? otherwise.MaxFailed,
            AcrossProtocols = parsed.GetValue(acrossProtocols) || otherwise.AcrossProtocols,
        };

    /// <summary>Sees that the baseline is a model of the table, and the margin a difference that its scores can have.</summary>
    /// <exception cref="DocumentException">One of them is not.</exception>
    public void Check(ParseResult parsed, ScoreTable table)
    {
        if (Margins.FaultOf(table, new Location(margin.Name)) is { } tooWide)
        {
            throw new DocumentException(tooWide);
        }

        if (parsed.GetValue(baseline) is not { } name)
        {
            return;
        }

        string[] models = [.. table.Tasks.SelectMany(task => task.Models).Select(model => model.Name).Distinct()];
        if (!models.Contains(name))
        {
            throw new DocumentException(
                new Fault(
                    new Location(baseline.Name),
                    $"found '{name}'",
                    $"one of {string.Join(", ", models)}",
                    Spelling.Nearest(name, models)
                )
            );
        }
    }
}
