using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Journeys;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Accounts;

/// <summary>A decision answered and made ready to be shown: result, inputs, path, and what charts are drawn of.</summary>
/// <param name="Result">The answer: verdict, odds, values of information, break-evens.</param>
/// <param name="Inputs">The inputs with their provenance.</param>
/// <param name="WhatIfs">The assumptions that were changed for this trial.</param>
/// <param name="Registration">The stamp; null where the decision was not read from a file.</param>
/// <param name="Journey">Where the team stands between a hosted model and its own, with the tests of each gate.</param>
/// <param name="Spreads">How outcomes spread, by option.</param>
/// <param name="Paths">Quality and cash by month, by option.</param>
/// <param name="Surface">Answers to what-ifs for sliders; null where there is nothing beside the incumbent.</param>
public sealed record DecisionAccount(
    DecisionResult Result,
    ImmutableArray<DecisionInput> Inputs,
    ImmutableArray<AppliedWhatIf> WhatIfs,
    Registration? Registration,
    Journey Journey,
    ImmutableArray<OptionSpread> Spreads,
    ImmutableArray<OptionPath> Paths,
    ResponseSurface? Surface
)
{
    private const int ChartDraws = 500;

    /// <summary>The day of the run that measured it, as of which ages are told; null where there is no run.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Answers a month today, the mean over the draws.</summary>
    public double VolumeNow => Inputs.FirstOrDefault(input => input.Name == DecisionParameters.Volume.Name)?.Mean ?? 0;

    /// <summary>Answers a decision: checks it, draws its parameters, counts the cash flows and reads everything off them.</summary>
    /// <param name="asked">The decision with all that bears on it.</param>
    /// <exception cref="DocumentException">It names runs, models or parameters that are not there, or cannot be computed.</exception>
    public static DecisionAccount Of(DecisionCase asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var measured = asked.Measured ?? MeasuredInputs.None(asked.Spec);
        var spec = Decisions.Inputs.WhatIfs.InSpec(measured.Spec, asked.WhatIfs);
        var registration = Registration.Of(asked);
        ImmutableArray<Finding> findings =
        [
            .. DecisionRules
                .Check(spec)
                .Concat(Validity.Unmeasured(spec))
                .Concat(registration?.Finding is { } late && measured.Options.Length > 0 ? [late] : [])
                .Concat(Ages.Check(spec, asked.Run?.Day))
                .OrderByDescending(finding => finding.Severity),
        ];
        ThrowIfInvalid(findings, asked.Section);
        var drawn = ParameterDraws.Sample(spec, measured.Draws);
        var draws = Decisions.Inputs.WhatIfs.InDraws(spec, drawn, asked.WhatIfs);
        var result = Analyse(spec, draws, findings, asked.Section);
        var outcomes = CashFlowEngine.Simulate(spec, draws);
        (var fewer, var few) = Fewer(spec, measured.Draws, asked.WhatIfs);
        return new(
            result,
            DecisionInput.Of(spec, draws),
            [.. Decisions.Inputs.WhatIfs.Describe(spec, drawn, draws, asked.WhatIfs)],
            registration,
            new JourneyMap(result, draws, measured.Options).ToJourney(),
            OptionSpread.Of(outcomes),
            OptionPath.Of(fewer, few),
            result.Subject is { } subject
                ? ResponseSurface.Of(fewer, few, draws, subject, result.Options.First(one => one.Id == subject).Npv)
                : null
        )
        {
            Day = asked.Run?.Day,
        };
    }

    private static DecisionResult Analyse(
        DecisionSpec spec,
        ParameterDraws draws,
        ImmutableArray<Finding> findings,
        YamlNode? section
    )
    {
        if (Feasibility.Broken(spec, draws).All(broken => !broken.IsEmpty))
        {
            var at = section is null ? new("decision") : DecisionPlaces.Of(section, "constraints");
            throw new DocumentException(
                new Fault(at, "constraints that no option satisfies", "at least one that does")
            );
        }

        var result = DecisionAnalysis.Analyse(spec, draws, findings);
        return result with { Findings = [.. result.Findings.OrderByDescending(finding => finding.Severity)] };
    }

    /// <summary>The first draws of every parameter: charts and sliders need no more.</summary>
    private static (DecisionSpec Spec, ParameterDraws Draws) Fewer(
        DecisionSpec spec,
        IReadOnlyDictionary<string, double[]> measured,
        ImmutableArray<WhatIf> changes
    )
    {
        int count = Math.Min(ChartDraws, spec.MonteCarlo.Draws);
        var fewer = spec with { MonteCarlo = spec.MonteCarlo with { Draws = count } };
        var first = measured.ToDictionary(one => one.Key, one => one.Value[..count], StringComparer.Ordinal);
        return (fewer, Decisions.Inputs.WhatIfs.InDraws(fewer, ParameterDraws.Sample(fewer, first), changes));
    }

    private static void ThrowIfInvalid(ImmutableArray<Finding> findings, YamlNode? section)
    {
        Fault[] faults =
        [
            .. findings
                .Where(finding => finding.Severity == FindingSeverity.Invalid)
                .Select(finding =>
                    finding.ToFault(section is null ? new("decision") : DecisionPlaces.Of(section, finding))
                ),
        ];
        if (faults.Length > 0)
        {
            throw new DocumentException(faults);
        }
    }

    /// <summary>Where the subject of a finding was written.</summary>
    /// <param name="section">The value of the key <c>decision:</c>, or a whole file.</param>
    /// <param name="finding">What was found in the decision of that section.</param>
    public static Location PlaceOf(YamlNode section, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return DecisionPlaces.Of(section, finding);
    }
}
