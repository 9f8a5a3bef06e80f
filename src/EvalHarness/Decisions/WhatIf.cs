using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using EvalHarness.Core;

namespace EvalHarness.Decisions;

/// <summary>One assumption changed for a trial, as a command line writes it: <c>volume=2x</c>, <c>oneoff=5M</c>, <c>uplift=+3pt</c>.</summary>
/// <param name="Name">A parameter's name, or a short one: volume, stake, price, frontier, oneoff, uplift, horizon.</param>
/// <param name="Kind">What is done with the amount.</param>
/// <param name="Amount">The factor, the value or what is added.</param>
/// <param name="At">Where it stands among the changes.</param>
public sealed partial record WhatIf(string Name, WhatIfKind Kind, double Amount, Location At)
{
    private const string Source = "--what-if";

    /// <summary>Changes divided by commas.</summary>
    /// <param name="text">For example <c>volume=2x,oneoff=5M</c>.</param>
    /// <exception cref="DocumentException">A change is not <c>name=amount</c>.</exception>
    public static ImmutableArray<WhatIf> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var changes = ImmutableArray.CreateBuilder<WhatIf>();
        var faults = new List<Fault>();
        int column = 1;
        foreach (string part in text.Split(','))
        {
            var at = new Location(Source, 1, column);
            column += part.Length + 1;
            Match match = Pattern().Match(part);
            if (match.Success)
            {
                changes.Add(Of(match, at));
            }
            else
            {
                faults.Add(
                    new(at, $"'{part.Trim()}'", "name=amount, where the amount is like 2x, 5M, 250k, 40%, +3pt or 0.5")
                );
            }
        }

        return faults.Count == 0 ? changes.ToImmutable() : throw new DocumentException([.. faults]);
    }

    /// <summary>The value after the change.</summary>
    /// <param name="before">The value before.</param>
    public double Change(double before) =>
        Kind switch
        {
            WhatIfKind.Times => before * Amount,
            WhatIfKind.Plus => before + Amount,
            WhatIfKind.Set => Amount,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

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
        @"^\s*(?<name>[A-Za-z_][\w.-]*)\s*=\s*(?<times>x)?(?<sign>[+-])?(?<number>\d+(\.\d+)?([eE][+-]?\d+)?|\.\d+)\s*(?<unit>x|k|M|B|%|pt)?\s*$"
    )]
    private static partial Regex Pattern();
}

/// <summary>What is done with the amount of a change.</summary>
public enum WhatIfKind
{
    /// <summary>It replaces the value in every draw.</summary>
    Set,

    /// <summary>It is added in every draw.</summary>
    Plus,

    /// <summary>It multiplies every draw.</summary>
    Times,
}
