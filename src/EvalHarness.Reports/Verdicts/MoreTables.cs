using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Journeys;
using EvalHarness.Reports.Tables;
using static EvalHarness.Reports.Verdicts.VerdictCells;

namespace EvalHarness.Reports.Verdicts;

/// <summary>The tables of studies, months, inputs and findings.</summary>
public static class MoreTables
{
    /// <summary>The value of knowing groups of inputs together.</summary>
    public static ReportTable Groups(DecisionAccount account) =>
        Table(
            account,
            "decision-groups",
            "What groups of inputs are worth together",
            [
                "group",
                "evppi#value of knowing them (EVPPI)",
                "null#noise band",
                "distinguishable*above noise",
                "inputs#inputs",
                "fitted#of these fitted",
                "names*inputs, the most valuable first",
                "note",
            ],
            money =>
                account.Result.Groups.Select(one =>
                    Row(
                        one.Name,
                        money(one.Evppi),
                        money(one.NullReference),
                        one.IsDistinguishable ? "yes" : "no: indistinguishable from 0",
                        Number(one.Parameters.Length, 0),
                        Number(one.Fitted, 0),
                        string.Join(", ", one.Parameters),
                        one.IsRaised ? "as its best member alone: the fit of all was no better" : ""
                    )
                )
        );

    /// <summary>What each study is worth at its best size.</summary>
    public static ReportTable Studies(DecisionAccount account) =>
        Table(
            account,
            "decision-studies",
            "Studies",
            ["study", "n#samples", "evsi#value (EVSI)", "delay_cost#cost of waiting", "cost#price", "enbs#net (ENBS)"],
            money =>
                account.Result.Studies.Select(study =>
                    Row(
                        study.Id,
                        study.N is { } n ? Number(n, 0) : Cell.None,
                        money(study.Evsi),
                        money(study.DelayCost),
                        money(study.Cost),
                        money(study.Enbs)
                    )
                )
        );

    /// <summary>What each study is worth at every size.</summary>
    public static ReportTable StudySizes(DecisionAccount account) =>
        Table(
            account,
            "decision-study-sizes",
            "Studies by size",
            ["study", "n#samples", "evsi#value (EVSI)", "cost#price", "enbs#net (ENBS)"],
            money =>
                account.Result.Studies.SelectMany(study =>
                    study.Sizes.Select(size =>
                        Row(study.Id, Number(size.N, 0), money(size.Evsi), money(size.Cost), money(size.Enbs))
                    )
                )
        );

    /// <summary>Quality and cash by month.</summary>
    public static ReportTable Paths(DecisionAccount account) =>
        Table(
            account,
            "decision-months",
            "Quality and cash by month",
            [
                "option",
                "month#month",
                "quality#right answers, %",
                "quality_p5#P5",
                "quality_p95#P95",
                "cash#cumulative NPV",
                "cash_p5#P5 ",
                "cash_p95#P95 ",
            ],
            money =>
                account.Paths.SelectMany(path =>
                    path.Months.Select(
                        (month, i) =>
                            Row(
                                path.Id,
                                Number(month, 0),
                                Percent(path.Quality[i].Mean),
                                Percent(path.Quality[i].P5),
                                Percent(path.Quality[i].P95),
                                money(path.Cash[i].Mean),
                                money(path.Cash[i].P5),
                                money(path.Cash[i].P95)
                            )
                    )
                )
        );

    /// <summary>The response surface.</summary>
    public static ReportTable Surface(DecisionAccount account) =>
        Table(
            account,
            "decision-surface",
            "Response surface",
            [
                "volume#volume, times",
                "uplift#shift of quality, points",
                "price#prices, times",
                "frontier#frontier, % a year",
                "npv#expected NPV",
            ],
            money =>
                account.Surface is not { } surface
                    ? []
                    : from v in Enumerable.Range(0, surface.Volume.Length)
                    from u in Enumerable.Range(0, surface.Uplift.Length)
                    from p in Enumerable.Range(0, surface.Price.Length)
                    from f in Enumerable.Range(0, surface.Frontier.Length)
                    select Row(
                        Plain(surface.Volume[v]),
                        Number(100 * surface.Uplift[u], 1),
                        Plain(surface.Price[p]),
                        Number(100 * surface.Frontier[f], 1),
                        money(surface.At(v, u, p, f))
                    )
        );

    /// <summary>Every input with its provenance.</summary>
    public static ReportTable Inputs(DecisionAccount account)
    {
        var words = new InputWords(account.Result.Spec);
        Cell Level(string name, double value) => Cell.Of(value, words.Level(name, value));
        // Shrinkage is rare: the means before it have a column only where there was any.
        bool isShrunk = account.Inputs.Any(input => input.RawMean is not null);
        string[] raw = isShrunk ? ["raw#mean before shrinkage"] : [];
        Cell[] Raw(DecisionInput input) =>
            !isShrunk ? []
            : input.RawMean is { } mean ? [Level(input.Name, mean)]
            : [Cell.None];
        return Table(
            account,
            "decision-inputs",
            "Inputs and where they come from",
            [
                "input",
                "mean#mean",
                .. raw,
                "p10#P10",
                "p90#P90",
                "evidence",
                "source",
                "basis",
                "owner",
                "date",
                "parameter",
            ],
            _ =>
                account.Inputs.Select(input =>
                    Row([
                        words.Phrase(input.Name),
                        Level(input.Name, input.Mean),
                        .. Raw(input),
                        Level(input.Name, input.P10),
                        Level(input.Name, input.P90),
                        VerdictWords.Key(input.Evidence),
                        input.Source,
                        input.Basis,
                        input.Owner,
                        input.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                        input.Name,
                    ])
                )
        );
    }

    /// <summary>The gates of the path.</summary>
    public static ReportTable Journey(DecisionAccount account) =>
        Table(
            account,
            "decision-journey",
            "Gates of the path",
            ["from", "to", "test", "finding", "passed"],
            _ =>
                account
                    .Journey.Gates.SelectMany(gate =>
                        gate.Tests.Select(test => Gate(VerdictWords.Key(gate.From), VerdictWords.Key(gate.To), test))
                    )
                    .Append(Gate("rented GPUs", "bought GPUs", account.Journey.Purchase))
        );

    /// <summary>What a reader must know before believing the numbers.</summary>
    public static ReportTable Findings(DecisionAccount account) =>
        Table(
            account,
            "decision-findings",
            "To be known before believing the numbers",
            ["severity", "rule", "subject", "message"],
            _ =>
                account.Result.Findings.Select(one =>
                    Row(VerdictWords.Key(one.Severity), one.Code, one.Subject, one.Message)
                )
        );

    /// <summary>The assumptions that were changed for a trial.</summary>
    public static ReportTable WhatIfs(DecisionAccount account) =>
        Table(
            account,
            "decision-what-ifs",
            "Changed for this trial",
            ["parameter", "before#mean before", "after#mean after"],
            _ =>
                account.WhatIfs.Select(one =>
                    Row(one.Parameter, one.Before is { } before ? Plain(before) : Cell.None, Plain(one.After))
                )
        );

    private static ImmutableArray<Cell> Gate(string from, string to, GateTest test) =>
        Row(
            from,
            to,
            test.Question,
            test.Finding,
            test.Passed switch
            {
                true => "yes",
                false => "no",
                null => "not computed",
            }
        );
}
