using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Tables;
using static EvalHarness.Reports.Verdicts.VerdictCells;

namespace EvalHarness.Reports.Verdicts;

/// <summary>The tables of a decision.</summary>
public static class VerdictTables
{
    /// <summary>All of them, in the order of the page; empty ones are left out.</summary>
    /// <param name="account">The decision answered.</param>
    public static IEnumerable<ReportTable> Of(DecisionAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        ReportTable[] tables =
        [
            Options(account),
            Bridge(account),
            Spreads(account),
            Parameters(account),
            MoreTables.Groups(account),
            BreakEvens(account),
            Ladder(account),
            Acceptability(account),
            MoreTables.Studies(account),
            MoreTables.StudySizes(account),
            Constraints(account),
            MoreTables.Paths(account),
            MoreTables.Surface(account),
            MoreTables.Inputs(account),
            MoreTables.Journey(account),
            MoreTables.Findings(account),
            MoreTables.WhatIfs(account),
        ];
        return tables.Where(table => table.Rows.Length > 0);
    }

    /// <summary>What each option comes to.</summary>
    public static ReportTable Options(DecisionAccount account) =>
        Table(
            account,
            "decision-options",
            "Options",
            [
                "option",
                "rung",
                "npv#expected NPV",
                "se#± 2 MCSE",
                "p5#P5",
                "p50#P50",
                "p95#P95",
                "p_positive#P(NPV > 0)",
                "p_best#P(best)",
                "regret#expected regret",
                "cvar5#worst 5 %",
                "payback#payback month",
                "cost#cost",
                "effect#right answers",
                "constraints*constraints broken",
            ],
            money =>
                account.Result.Options.Select(option =>
                    Row(
                        new Cell(
                            option.Id == account.Result.Spec.Incumbent ? $"{option.Id} (incumbent)" : option.Id,
                            option.Id
                        ),
                        account.Result.Spec.Option(option.Id).Kind is { } kind
                            ? new Cell(VerdictWords.Key(kind).Replace('_', ' '), VerdictWords.Key(kind))
                            : "",
                        money(option.Npv),
                        Cell.Of(
                            2 * option.NpvStandardError,
                            BigMoney.Of(2 * option.NpvStandardError, account.Result.Spec.Currency)
                        ),
                        money(option.P5),
                        money(option.P50),
                        money(option.P95),
                        Share(option.PPositive),
                        Share(option.PBest),
                        option.ExpectedRegret is { } regret ? money(regret) : Cell.None,
                        money(option.Cvar5),
                        option.PaybackP50 is { } month ? Number(month, 0) : Cell.None,
                        money(option.Cost),
                        Cell.Of(option.Effect, BigMoney.Count(option.Effect)),
                        string.Join("; ", option.Broken)
                    )
                )
        );

    /// <summary>From the usual business case to the expected value.</summary>
    public static ReportTable Bridge(DecisionAccount account) =>
        Table(
            account,
            "decision-bridge",
            "NPV bridge",
            ["step*assumption", "npv#expected NPV after it", "change#change", "se#± 2 MCSE"],
            money =>
                account.Result.Bridge.Select(
                    (step, i) =>
                        Row(
                            step.Label,
                            money(step.Npv),
                            i == 0 ? Cell.None : money(step.Npv - account.Result.Bridge[i - 1].Npv),
                            money(2 * step.StandardError)
                        )
                )
        );

    /// <summary>The distribution of NPV by option.</summary>
    public static ReportTable Spreads(DecisionAccount account)
    {
        int[] points = [1, 5, 10, 25, 50, 75, 90, 95, 99];
        return Table(
            account,
            "decision-distribution",
            "Distribution of NPV",
            ["option", .. points.Select(point => $"p{point}#P{point}")],
            money =>
                account.Spreads.Select(spread =>
                    Row([spread.Id, .. points.Select(point => money(spread.Quantiles[point - 1]))])
                )
        );
    }

    /// <summary>The value of knowing each parameter, and the tornado.</summary>
    public static ReportTable Parameters(DecisionAccount account)
    {
        var inputs = new InputWords(account.Result.Spec);
        Cell Level(string name, double value) => Cell.Of(value, inputs.Level(name, value));
        return Table(
            account,
            "decision-parameters",
            "What each uncertain input is worth and does",
            [
                "parameter*input",
                "evppi#value of knowing it (EVPPI)",
                "null#noise band",
                "distinguishable*above noise",
                "p10#P10",
                "p90#P90",
                "at_p10#NPV change at P10",
                "at_p90#NPV change at P90",
            ],
            money =>
                account.Result.Parameters.Select(one =>
                    Row(
                        new Cell(inputs.Phrase(one.Name), one.Name),
                        money(one.Evppi),
                        money(one.NullReference),
                        one.IsDistinguishable ? "yes" : "no: indistinguishable from 0",
                        Level(one.Name, one.Low),
                        Level(one.Name, one.High),
                        money(one.NpvAtLow),
                        money(one.NpvAtHigh)
                    )
                )
        );
    }

    /// <summary>Where each assumption changes the sign.</summary>
    public static ReportTable BreakEvens(DecisionAccount account)
    {
        var words = new VerdictWords(account);
        return Table(
            account,
            "decision-break-evens",
            "Break-evens",
            [
                "option",
                "assumption",
                "value#breaks even at",
                "now#as assumed",
                "low#looked at from",
                "high#to",
                "npv_low#NPV at the first",
                "npv_high#NPV at the last",
            ],
            money =>
                account.Result.BreakEvens.Select(one =>
                    Row(
                        one.Option,
                        new Cell(VerdictWords.Assumption(one.Assumption), VerdictWords.Key(one.Assumption)),
                        one.Value is { } value
                            ? Cell.Of(value, words.Level(one, value))
                            : new Cell("never in its range", "", true),
                        one.Current is { } now ? Cell.Of(now, words.Level(one, now)) : Cell.None,
                        Cell.Of(one.Low, words.Level(one, one.Low)),
                        Cell.Of(one.High, words.Level(one, one.High)),
                        money(one.AtLow),
                        money(one.AtHigh)
                    )
                )
        );
    }

    /// <summary>The price of one more right answer, rung by rung.</summary>
    public static ReportTable Ladder(DecisionAccount account) =>
        Table(
            account,
            "decision-ladder",
            "ICER ladder",
            [
                "option",
                "cost#discounted cost",
                "effect#right answers, discounted",
                "status",
                "icer#price of one more right answer",
                "against*than",
            ],
            money =>
                account.Result.Ladder.Select(rung =>
                    Row(
                        rung.Id,
                        money(rung.Cost),
                        Cell.Of(rung.Effect, BigMoney.Count(rung.Effect)),
                        rung.Status switch
                        {
                            RungStatus.Frontier => "on the frontier",
                            RungStatus.Dominated => "dominated",
                            RungStatus.ExtendedlyDominated => "dominated by a mix",
                            _ => throw new System.Diagnostics.UnreachableException(),
                        },
                        rung.Icer is { } icer ? money(icer) : Cell.None,
                        rung.Against ?? ""
                    )
                )
        );

    /// <summary>Who is the best buy at which price.</summary>
    public static ReportTable Acceptability(DecisionAccount account)
    {
        string[] feasible = [.. account.Result.Options.Where(option => option.IsFeasible).Select(option => option.Id)];
        return Table(
            account,
            "decision-acceptability",
            "Acceptability (CEAC and CEAF)",
            [
                "price#price of a right answer",
                .. feasible.Select(id => $"p_best_{id}#P({id} best)"),
                "best*best in expectation",
                "frontier#its P(best) (CEAF)",
                "evpi#EVPI",
            ],
            money =>
                account.Result.Acceptability.Select(point =>
                    Row([
                        money(point.WillingnessToPay),
                        .. point.PBest.Select(Share),
                        feasible[point.Best],
                        Share(point.Frontier),
                        money(point.Evpi),
                    ])
                )
        );
    }

    /// <summary>What each constraint costs.</summary>
    public static ReportTable Constraints(DecisionAccount account) =>
        Table(
            account,
            "decision-constraints",
            "Constraints",
            ["constraint", "price#shadow price"],
            money => account.Result.ShadowPrices.Select(one => Row(one.Constraint, money(one.Price)))
        );
}
