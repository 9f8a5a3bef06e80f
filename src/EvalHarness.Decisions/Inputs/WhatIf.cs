using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Inputs;

/// <summary>One assumption changed for a trial, as a command line writes it: <c>volume=2x</c>, <c>oneoff=5M</c>, <c>uplift=+3pt</c>.</summary>
/// <remarks>
/// A factor is <c>2x</c>; points are added by <c>+3pt</c> and <c>-3pt</c>, amounts by <c>+500</c>; all else, <c>-5%</c>
/// among it, replaces the value. A percentage with a plus could be either and is refused.
/// </remarks>
/// <param name="Name">A parameter's name, or a short one of <see cref="ShortNames"/>.</param>
/// <param name="Kind">What is done with the amount.</param>
/// <param name="Amount">The factor, the value or what is added.</param>
/// <param name="At">Where it stands among the changes.</param>
public sealed partial record WhatIf(string Name, WhatIfKind Kind, double Amount, Location At)
{
    /// <summary>Where changes are written.</summary>
    internal const string Source = "--what-if";
    private const string Amounts = "an amount like 2x, 5M, 250k, 40%, +3pt or 0.5";

    /// <summary>The short names, each with what it stands for.</summary>
    public static ImmutableArray<(string Name, string Meaning)> ShortNames { get; } =
    [
        ("volume", "answers a month"),
        ("growth", "yearly growth of the volume"),
        ("stake", "what a right and a wrong answer are worth, both at once"),
        ("per_correct", "what a right answer is worth"),
        ("per_error", "what a wrong answer costs"),
        ("frontier", "error of general models that disappears in a year"),
        ("discount", "discount rate"),
        ("horizon", "months that are counted"),
        ("price", "all prices of tokens"),
        ("gpu_price", "all prices of GPU-hours"),
        ("oneoff", "one-off of the option proposed, or of one: oneoff.ID"),
        ("uplift", "quality of the option proposed over the incumbent's, or of one: uplift.ID"),
        ("availability", "share of time in which the option proposed answers, or one: availability.ID"),
        ("success", "probability that the option proposed works, or one: success.ID"),
    ];

    /// <summary>The changes of a line, which are divided by commas.</summary>
    /// <param name="text">For example <c>volume=2x,oneoff=5M</c>.</param>
    /// <exception cref="DocumentException">A change is not <c>name=amount</c>, or a name is changed twice.</exception>
    public static ImmutableArray<WhatIf> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var changes = ImmutableArray.CreateBuilder<WhatIf>();
        var faults = new List<Fault>();
        int column = 1;
        string before = "";
        foreach (string part in text.Split(','))
        {
            string whole = before.Trim() + '.' + part.Trim();
            before = part;
            var at = new Location(Source, 1, column);
            column += part.Length + 1;
            var match = Pattern().Match(part);
            if (!match.Success && Fraction().IsMatch(part) && Pattern().IsMatch(whole))
            {
                faults.Add(new(at, $"'{part.Trim()}' without an amount", $"a point in a number; write {whole}"));
                continue;
            }

            if (FaultOf(part, match, at) is { } fault)
            {
                faults.Add(fault);
                continue;
            }

            var change = Of(match, at);
            if (changes.Any(other => other.Name == change.Name))
            {
                faults.Add(new(at, $"a second change of '{change.Name}'", "each name once"));
            }

            changes.Add(change);
        }

        return faults.Count == 0 ? changes.ToImmutable() : throw new DocumentException([.. faults]);
    }

    /// <summary>The value after the change.</summary>
    /// <param name="before">The value of the parameter in one draw.</param>
    public double Change(double before) =>
        Kind switch
        {
            WhatIfKind.Times => before * Amount,
            WhatIfKind.Plus => before + Amount,
            WhatIfKind.Set => Amount,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Fault? FaultOf(string part, Match match, Location at)
    {
        int equals = part.IndexOf('=', StringComparison.Ordinal);
        if (!match.Success)
        {
            return part.Trim().Length == 0 ? new(at, "nothing between commas", "name=amount")
                : equals < 0 ? new(at, $"'{part.Trim()}' without an amount", $"name=amount, with {Amounts}")
                : new(at, $"'{part[(equals + 1)..].Trim()}' for '{part[..equals].Trim()}'", Amounts);
        }

        if (!double.IsFinite(Of(match, at).Amount))
        {
            return new(at, $"'{part[(equals + 1)..].Trim()}' for '{part[..equals].Trim()}'", Amounts);
        }

        if (match.Groups["unit"].Value != "%" || match.Groups["sign"].Value != "+")
        {
            return null;
        }

        double share = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        string number = match.Groups["number"].Value;
        return new(
            at,
            $"'+{number}%' for '{match.Groups["name"].Value}'",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{1 + (share / 100)}x for so much more, +{number}pt for points, {number}% to set it"
            )
        );
    }

    private static WhatIf Of(Match match, Location at)
    {
        double number = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        string unit = match.Groups["unit"].Value;
        string sign = match.Groups["sign"].Value;
        bool isFactor = unit is "x" || match.Groups["times"].Success;
        bool isAdded = sign == "+" || (sign == "-" && unit == "pt");
        double scale = unit switch
        {
            "k" => 1e3,
            "M" => 1e6,
            "B" => 1e9,
            "%" or "pt" => 0.01,
            _ => 1,
        };
        return new(
            match.Groups["name"].Value,
            isFactor ? WhatIfKind.Times
                : isAdded ? WhatIfKind.Plus
                : WhatIfKind.Set,
            number * scale * (sign == "-" ? -1 : 1),
            at
        );
    }

    [GeneratedRegex(
        @"^\s*(?<name>[A-Za-z_][\w.:/-]*)\s*=\s*(?<times>x)?(?<sign>[+-])?(?<number>\d+(\.\d+)?([eE][+-]?\d+)?|\.\d+)\s*(?<unit>x|k|M|B|%|pt)?\s*$"
    )]
    private static partial Regex Pattern();

    /// <summary>What stands behind the comma in 2,5M.</summary>
    [GeneratedRegex(@"^\d+(x|k|M|B|%|pt)?\s*$")]
    private static partial Regex Fraction();
}
