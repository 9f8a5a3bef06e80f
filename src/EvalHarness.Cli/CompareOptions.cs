using System.CommandLine;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Cli;

/// <summary>The keys of a suite's section <c>compare:</c> as options.</summary>
internal sealed class CompareOptions
{
    private readonly Option<string?> baseline = new("--baseline")
    {
        Description = "Model that the others are measured against; the best one by default.",
    };

    private readonly Option<double?> confidence = new("--confidence")
    {
        Description = "Confidence level in (0, 1); 0.95 by default.",
    };

    private readonly Option<double?> margin = new("--margin")
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

    private readonly Option<int?> resamples = new("--resamples")
    {
        Description = "Resamples, 100 to 1,000,000; 10,000 by default.",
    };

    private readonly Option<double?> maxMissing = new("--max-missing")
    {
        Description =
            "Share of a model's scores that may be missing before no verdict is given on it; 0.01 by default.",
    };

    private const string Words = "holm, hochberg, benjamini_hochberg, max_t or none";

    /// <summary>Seed of the resamples.</summary>
    public Option<long> Seed { get; } = new("--seed") { Description = "Seed of the resamples; 0 by default." };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [baseline, confidence, margin, correction, resamples, maxMissing, Seed];

    /// <summary>What the options say, over what holds without them.</summary>
    /// <exception cref="DocumentException">A number lies out of its range: all that do.</exception>
    public CompareSpec Read(ParseResult parsed, CompareSpec otherwise)
    {
        var spec = otherwise with
        {
            Baseline = parsed.GetValue(baseline) ?? otherwise.Baseline,
            Confidence = parsed.GetValue(confidence) ?? otherwise.Confidence,
            Margin = parsed.GetValue(margin) ?? otherwise.Margin,
            Correction = parsed.GetValue(correction) ?? otherwise.Correction,
            Resamples = parsed.GetValue(resamples) ?? otherwise.Resamples,
            MaxFailed = parsed.GetValue(maxMissing) ?? otherwise.MaxFailed,
        };
        Fault[] faults =
        [
            .. OptionFaults.Outside(confidence, spec.Confidence, spec.Confidence is > 0 and < 1, "a number in (0, 1)"),
            .. OptionFaults.Outside(
                margin,
                spec.Margin,
                spec.Margin >= 0 && double.IsFinite(spec.Margin),
                "a number of at least 0"
            ),
            .. OptionFaults.Outside(
                resamples,
                spec.Resamples,
                spec.Resamples is >= 100 and <= 1_000_000,
                "100 to 1,000,000"
            ),
            .. OptionFaults.Outside(maxMissing, spec.MaxFailed, spec.MaxFailed is >= 0 and <= 1, "a share in [0, 1]"),
        ];
        return faults.Length > 0 ? throw new DocumentException(faults) : spec;
    }

    /// <summary>Sees that the baseline is a model of the table.</summary>
    /// <exception cref="DocumentException">It is none.</exception>
    public void CheckNames(ParseResult parsed, ScoreTable table)
    {
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
