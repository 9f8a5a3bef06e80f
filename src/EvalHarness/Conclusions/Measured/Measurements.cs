using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions.Measured;

/// <summary>
/// Puts what runs measured into a decision: qualities by the joint Bayesian bootstrap over clusters with the error between
/// protocols on top, tokens, prices and times where the decision leaves them open.
/// </summary>
/// <param name="spec">The decision as it was written.</param>
/// <param name="section">Where it was written; null where it was not.</param>
/// <param name="own">The latest run of the suite itself; null where there is none.</param>
/// <param name="open">A run by its name in <c>from_runs</c>; null where there is no such run.</param>
internal sealed class Measurements(
    DecisionSpec spec,
    YamlNode? section,
    RunEvidence? own,
    Func<string, RunEvidence?> open
)
{
    /// <summary>What the suite's own latest run is called in <c>from_runs</c>.</summary>
    public const string Latest = "latest";

    private readonly Dictionary<string, OptionRuns> measured = new(StringComparer.Ordinal);
    private readonly List<Fault> faults = [];

    /// <summary>A decision with the runs that bear on it.</summary>
    /// <param name="asked">The decision.</param>
    /// <param name="own">The latest run of the suite itself; null where there is none.</param>
    /// <param name="open">A run by its name in <c>from_runs</c>; null where there is no such run.</param>
    /// <exception cref="DocumentException">A run or a model that the decision names is not there.</exception>
    public static DecisionCase Attach(DecisionCase asked, RunEvidence? own, Func<string, RunEvidence?> open) =>
        asked with
        {
            Measured = new Measurements(asked.Spec, asked.Section, own, open).Attach(),
            Run = own is null ? null : new StampedRun(own.Run, own.SuiteText) { Day = own.Date },
        };

    /// <summary>The decision with what was measured.</summary>
    /// <exception cref="DocumentException">A run or a model that the decision names is not there.</exception>
    public MeasuredInputs Attach()
    {
        foreach (var option in spec.Options)
        {
            if (Runs(option) is { Length: > 0 } runs)
            {
                measured[option.Id] = new(option, option.Quality?.Model ?? option.Id, runs);
            }
        }

        if (faults.Count > 0)
        {
            throw new DocumentException([.. faults]);
        }

        var draws = new MeasuredDraws(spec, section, faults).Of([.. measured.Values]);
        var filled = spec with { Options = [.. spec.Options.Select(Fill)], Studies = [.. spec.Studies.Select(Judged)] };
        foreach ((string name, double[] values) in MeasuredInputs.Published(filled, measured.Keys))
        {
            draws[name] = values;
        }

        return faults.Count > 0
            ? throw new DocumentException([.. faults])
            : new(filled, draws, [.. measured.Values.Select(one => new MeasuredOption(one.Option.Id, Pair(one)))]);
    }

    /// <summary>A study for which no cost is given costs at least what the judges of the suite's own run cost for each sample.</summary>
    private StudySpec Judged(StudySpec study) =>
        study is { Cost: 0, CostFixed: 0, CostPerItem: 0 } && own?.JudgingUsdPerSample is { } usd
            ? study with
            {
                CostPerItem = usd,
            }
            : study;

    /// <summary>How an option did beside the incumbent in the first run that asked both.</summary>
    private PairedDifferences? Pair(OptionRuns own)
    {
        if (own.Option.Id == spec.Incumbent || !measured.TryGetValue(spec.Incumbent, out var incumbent))
        {
            return null;
        }

        var run = own.Runs.FirstOrDefault(incumbent.Runs.Contains);
        return run?.Differences(own.Model, incumbent.Model) is { } differences
            ? new([.. differences], run.Margin)
            : null;
    }

    private ImmutableArray<RunEvidence> Runs(OptionSpec option)
    {
        if (option.Quality is null)
        {
            return own is not null && own.Models.Contains(option.Id) ? [own] : [];
        }

        string model = option.Quality.Model ?? option.Id;
        var runs = ImmutableArray.CreateBuilder<RunEvidence>();
        foreach (string name in option.Quality.FromRuns)
        {
            var run = name == Latest ? own : open(name);
            if (run is null)
            {
                Fault(option, name == Latest ? "no run of this suite yet" : $"no run '{name}'", "a run to measure it");
            }
            else if (!run.Models.Contains(model))
            {
                string found = $"model '{model}', which run {run.Run} did not ask";
                Fault(option, found, "one of its models", Spelling.Nearest(model, run.Models));
            }
            else
            {
                runs.Add(run);
            }
        }

        return runs.ToImmutable();
    }

    private OptionSpec Fill(OptionSpec option)
    {
        if (!measured.TryGetValue(option.Id, out var found))
        {
            return option;
        }

        var declared = found.Runs[^1].Terms(found.Model);

        var run = found.Runs[^1];
        var use = run.Use(found.Model, TimeSpan.FromMilliseconds(spec.Latency?.SloMs ?? 0));
        string source = string.Create(
            CultureInfo.InvariantCulture,
            $"run {string.Join(", ", found.Runs.Select(one => one.Run))}: {found.Metric}, {found.Samples} samples"
        );
        Quantity Measured(double value) => new(value, null, Provenance.Measured, $"run {run.Run}", null, run.Date);
        var quality = (option.Quality ?? new()) with
        {
            Evidence = Provenance.Measured,
            Source = option.Quality?.Source ?? source,
            Date = run.Date,
            FromRuns = [.. found.Runs.Select(one => one.Run)],
        };
        return option with
        {
            Quality = quality,
            License = option.License ?? declared?.License,
            Terms = option.Terms ?? declared?.Terms,
            Api = option.Api is null && option.Gpu is null && use is not null ? Api(use, Measured) : option.Api,
            LatencySeconds =
                IsOpen(option.LatencySeconds) && use?.Seconds is { } s ? Measured(s) : option.LatencySeconds,
            LateShare = IsOpen(option.LateShare) && use?.LateShare is { } late ? Measured(late) : option.LateShare,
        };
    }

    private static ApiSpec? Api(ModelUse use, Func<double, Quantity> measured)
    {
        if (use is { Price: { } price, TokensIn: { } tokensIn, TokensOut: { } tokensOut })
        {
            double scale = price.Per.StartsWith("1K", StringComparison.OrdinalIgnoreCase) ? 1000 : 1;
            Quantity Quoted(decimal per) =>
                new(
                    (double)per * scale,
                    null,
                    Provenance.Quoted,
                    price.Source ?? "price of the suite",
                    null,
                    price.AsOf
                );
            return new(measured(tokensIn), measured(tokensOut), Quoted(price.Input), Quoted(price.Output ?? 0));
        }

        // One token that costs what an answer was measured to cost.
        return use.CostUsd is > 0 and var cost ? new(1.0, 0.0, measured((double)cost * 1e6), 0.0) : null;
    }

    private static bool IsOpen(Quantity quantity) => quantity.Distribution is { IsFixed: true, Mean: 0 };

    private void Fault(OptionSpec option, string found, string expected, string? nearest = null)
    {
        var at = section is null ? new Location("decision") : DecisionPlaces.Of(section, $"quality.{option.Id}");
        faults.Add(new Fault(at, found, expected, nearest));
    }
}
