using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>Answers a decision: draws, cash flows, and everything that is read off them.</summary>
public static class DecisionAnalysis
{
    private const int WillingnessSteps = 41;

    /// <summary>The whole answer of a decision, checked first.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="measured">Draws made from runs, by parameter name; null where there are none.</param>
    /// <exception cref="ArgumentException">The decision cannot be computed; <see cref="DecisionRules.Check"/> says why beforehand.</exception>
    public static DecisionResult Analyse(DecisionSpec spec, IReadOnlyDictionary<string, double[]>? measured = null)
    {
        ImmutableArray<Finding> findings = [.. DecisionRules.Check(spec)];
        if (findings.FirstOrDefault(finding => finding.Severity == FindingSeverity.Invalid) is { } invalid)
        {
            throw new ArgumentException(invalid.Message, nameof(spec));
        }

        var draws = ParameterDraws.Sample(spec, measured);
        return Analyse(spec, draws, findings);
    }

    /// <summary>The whole answer from draws that were made, or changed, by the caller.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="draws">Its parameters.</param>
    /// <param name="findings">What was found before.</param>
    internal static DecisionResult Analyse(DecisionSpec spec, ParameterDraws draws, ImmutableArray<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(draws);
        var outcomes = CashFlowEngine.Simulate(spec, draws);
        var broken = Feasibility.Broken(spec, draws);
        ImmutableArray<int> feasible = [.. Enumerable.Range(0, broken.Length).Where(i => broken[i].IsEmpty)];
        if (feasible.IsEmpty)
        {
            throw new ArgumentException("no option satisfies the constraints", nameof(spec));
        }

        var odds = OptionOdds.Of([.. feasible.Select(i => outcomes.NetBenefit[i])]);
        var options = Summaries(spec, outcomes, broken, feasible, odds);
        var best = options[feasible[odds.Best]];
        string? subject = Subject(spec, options, best);
        var studies = StudyAppraisal.Of(spec, draws, outcomes, feasible);
        var breakEvens = subject is null ? [] : BreakEvenSearch.OfAll(spec, draws, outcomes, subject);
        var verdict = Recommendation.Of(
            spec,
            best,
            odds,
            studies,
            Flips.Soonest([.. breakEvens.Where(one => one.Option == subject)])
        );
        findings = [.. Told(findings, draws.Shrinkage), .. Precision(spec, best, odds, options)];
        var parameters = Parameters(spec, draws, outcomes, feasible, subject);
        bool isRefused = findings.Any(finding => finding.Severity >= FindingSeverity.Refusal);
        return new(
            spec,
            findings,
            options,
            best.Id,
            odds.Evpi,
            odds.EvpiStandardError,
            parameters,
            parameters.IsEmpty
                ? []
                : GroupValues.Of(spec, draws, [.. feasible.Select(i => outcomes.NetBenefit[i])], parameters),
            subject,
            IcerLadder.Of(outcomes.Options, [.. options.Select(o => o.Cost)], [.. options.Select(o => o.Effect)]),
            Curve(spec, outcomes, feasible),
            studies,
            breakEvens,
            subject is null ? [] : NpvBridge.Of(spec, draws, outcomes, subject),
            ShadowPrices(spec, draws, outcomes, feasible),
            SliceWorth.Of(spec, draws, outcomes),
            isRefused ? null : verdict
        );
    }

    private static ImmutableArray<OptionSummary> Summaries(
        DecisionSpec spec,
        CashOutcomes outcomes,
        ImmutableArray<ImmutableArray<string>> broken,
        ImmutableArray<int> feasible,
        OptionOdds odds
    )
    {
        double[][] incremental = outcomes.Incremental();
        var summaries = new OptionSummary[incremental.Length];
        Parallel.For(
            0,
            summaries.Length,
            i =>
            {
                int place = feasible.IndexOf(i);
                summaries[i] = OptionSummary.Of(
                    outcomes,
                    i,
                    incremental[i],
                    broken[i],
                    place < 0 ? 0 : odds.PBest[place],
                    place < 0 ? null : odds.ExpectedRegret[place],
                    spec.HorizonMonths.Months ?? DecisionSpec.ExplicitMonths
                );
            }
        );
        return [.. summaries];
    }

    /// <summary>The best option, or the best of the others where the incumbent is best; null where there is no other.</summary>
    private static string? Subject(DecisionSpec spec, ImmutableArray<OptionSummary> options, OptionSummary best) =>
        best.Id != spec.Incumbent
            ? best.Id
            : options
                .Where(option => option.Id != spec.Incumbent)
                .OrderByDescending(option => option.IsFeasible)
                .ThenByDescending(option => option.Npv)
                .FirstOrDefault()
                ?.Id;

    private static ImmutableArray<ParameterValue> Parameters(
        DecisionSpec spec,
        ParameterDraws draws,
        CashOutcomes outcomes,
        ImmutableArray<int> feasible,
        string? subject
    )
    {
        if (subject is null || feasible.Length == 1)
        {
            return [];
        }

        return
        [
            .. Sensitivity
                .Of(
                    spec,
                    draws,
                    [.. feasible.Select(i => outcomes.NetBenefit[i])],
                    outcomes.NetBenefit[outcomes.Options.IndexOf(subject)],
                    outcomes.NetBenefit[outcomes.Incumbent]
                )
                .OrderByDescending(parameter => parameter.Evppi),
        ];
    }

    /// <summary>Prices of a right answer from nothing to four times the median stake: 0, then in equal ratios.</summary>
    private static ImmutableArray<Acceptability> Curve(
        DecisionSpec spec,
        CashOutcomes outcomes,
        ImmutableArray<int> feasible
    )
    {
        double stake =
            spec.Value.PerCorrect.Distribution.Quantile(0.5) + spec.Value.PerError.Distribution.Quantile(0.5);
        double top = 4 * Math.Max(stake, 1e-9);
        var prices = Enumerable
            .Range(1, WillingnessSteps - 1)
            .Select(step => top * Math.Pow(10, -3.0 * (WillingnessSteps - 1 - step) / (WillingnessSteps - 2)));
        double[][] Choose(double[][] columns) => [.. feasible.Select(i => columns[i])];
        return Acceptability.Curve(Choose(outcomes.Cost), Choose(outcomes.Effect), prices.Prepend(0));
    }

    private static ImmutableArray<ShadowPrice> ShadowPrices(
        DecisionSpec spec,
        ParameterDraws draws,
        CashOutcomes outcomes,
        ImmutableArray<int> feasible
    )
    {
        double[] means = Array.ConvertAll(outcomes.NetBenefit, column => CompensatedSum.Mean(column));
        double now = feasible.Max(i => means[i]);
        var each =
            from limit in Feasibility.Each(spec.Constraints, spec.Currency)
            let allowed = Feasibility.Broken(spec with { Constraints = limit.Without }, draws)
            select new ShadowPrice(limit.Name, means.Where((_, i) => allowed[i].IsEmpty).Max() - now);
        ImmutableArray<ShadowPrice> prices = [.. each];
        return prices.IsEmpty ? [] : prices.Add(new("all", means.Max() - now));
    }

    /// <summary>What the rules found, with the figures of the shrinkage where there was one.</summary>
    private static IEnumerable<Finding> Told(ImmutableArray<Finding> findings, ImmutableArray<Shrinkage> shrinkage)
    {
        if (shrinkage.IsEmpty)
        {
            return findings;
        }

        static string Points(double uplift) =>
            string.Create(CultureInfo.InvariantCulture, $"{100 * uplift:+0.0;\u22120.0;0.0}");
        var each = shrinkage.Select(one => $"{one.Option} {Points(one.Raw)} to {Points(one.Shrunk)}");
        string spread = (100 * shrinkage[0].BetweenSd).ToString("0.0", CultureInfo.InvariantCulture);
        string figures =
            $": {string.Join(", ", each)} points over the incumbent (true uplifts differ from their priors by {spread}); spreads are kept";
        return findings.Select(one => one.Code == "winners-curse" ? one with { Message = one.Message + figures } : one);
    }

    private static IEnumerable<Finding> Precision(
        DecisionSpec spec,
        OptionSummary best,
        OptionOdds odds,
        ImmutableArray<OptionSummary> options
    )
    {
        double stake = options.Max(option => Math.Abs(option.Npv));
        if (2 * odds.EvpiStandardError > 0.05 * stake && stake > 0)
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"with {spec.MonteCarlo.Draws:N0} futures drawn, what knowing more is worth is itself uncertain by {2 * odds.EvpiStandardError:N0} {spec.Currency}: draw more"
            );
            yield return new(FindingSeverity.Warning, "few-draws", "", message);
        }

        if (best.Id != spec.Incumbent && best.Npv < 2 * best.NpvStandardError)
        {
            yield return new(
                FindingSeverity.Warning,
                "sign-unsure",
                best.Id,
                "which option is best could be the luck of the draw: draw more futures"
            );
        }
    }
}
