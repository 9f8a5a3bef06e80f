using System.Collections.Immutable;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Rules;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Verdicts;

/// <summary>What whoever signs a decision must have read: page and terminal say it in the same words.</summary>
/// <param name="account">The decision answered.</param>
public sealed class Signing(DecisionAccount account)
{
    private static readonly string[] Codes = ["old-prices", "old-assumptions", "not-registered", "tuned-after"];

    /// <summary>Trials, old dates, assumptions that were not fixed; a sentence each.</summary>
    public ImmutableArray<string> Before =>
        [
            .. account.WhatIfs.IsEmpty
                ? []
                : new[]
                {
                    $"{Show.Count(account.WhatIfs.Length, "assumption")} changed for a trial: this is no record to sign.",
                },
            .. account
                .Result.Findings.Where(one => Codes.Contains(one.Code))
                .OrderBy(one => Array.IndexOf(Codes, one.Code))
                .Select(one => Upper(one.Message) + "."),
        ];

    /// <summary>How many other warnings there are.</summary>
    public int Others =>
        account.Result.Findings.Count(one => one.Severity == FindingSeverity.Warning && !Codes.Contains(one.Code));

    /// <summary>When to look again, and what is overdue.</summary>
    public string Next => new Reviews(account).Next;

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
