using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Puts changed assumptions into a decision: common random numbers, so that only what was changed changes.</summary>
internal static class WhatIfs
{
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["volume"] = "volume.v0",
        ["growth"] = "volume.growth",
        ["frontier"] = "market.frontier",
        ["discount"] = "discount_rate",
        ["per_correct"] = "value.per_correct",
        ["per_error"] = "value.per_error",
    };

    /// <summary>Changes what shapes the model rather than its draws: the horizon, probabilities of success.</summary>
    public static DecisionSpec InSpec(DecisionSpec spec, ImmutableArray<WhatIf> changes)
    {
        foreach (var change in changes)
        {
            if (change.Name == "horizon")
            {
                double months = Math.Round(change.Change(spec.HorizonMonths.Months ?? DecisionSpec.ExplicitMonths));
                spec = months is >= 1 and <= 1200
                    ? spec with
                    {
                        HorizonMonths = (int)months,
                    }
                    : throw Wrong(change, "a horizon", "1 to 1,200 months");
            }
            else if (Split(change.Name) is ("success", var id))
            {
                var option = spec.Option(Option(spec, change, id));
                double before = option.PSuccess?.Distribution.Mean ?? 1;
                double success = change.Change(before);
                spec = success is >= 0 and <= 1
                    ? spec with
                    {
                        Options = spec.Options.Replace(option, option with { PSuccess = success }),
                    }
                    : throw Wrong(change, "a probability", "0 to 1");
            }
        }

        return spec;
    }

    /// <summary>Changes the draws.</summary>
    public static ParameterDraws InDraws(DecisionSpec spec, ParameterDraws draws, ImmutableArray<WhatIf> changes)
    {
        foreach (
            var change in changes.Where(change => change.Name != "horizon" && Split(change.Name).Kind != "success")
        )
        {
            var amount = change;
            string[] names = [.. Targets(spec, draws, change)];
            if (Split(change.Name) is ("uplift", var id))
            {
                string option = Option(spec, change, id);
                double now = draws[$"quality.{option}"].Mean - draws[$"quality.{spec.Incumbent}"].Mean;
                amount = change with { Kind = WhatIfKind.Plus, Amount = change.Change(now) - now };
            }

            foreach (string name in names)
            {
                draws = draws.With(name, amount.Change);
                Guard(amount, draws[name]);
            }
        }

        return draws;
    }

    /// <summary>What was changed, in words: the parameters with their means before and after.</summary>
    public static IEnumerable<AppliedWhatIf> Describe(
        DecisionSpec spec,
        ParameterDraws before,
        ParameterDraws after,
        ImmutableArray<WhatIf> changes
    ) =>
        from change in changes
        from name in change.Name == "horizon" ? ["horizon_months"]
        : Split(change.Name).Kind == "success" ? [$"success.{Option(spec, change, Split(change.Name).Id)}"]
        : Targets(spec, before, change)
        select name == "horizon_months"
            ? new AppliedWhatIf(name, null, spec.HorizonMonths.Months ?? DecisionSpec.ExplicitMonths)
            : new AppliedWhatIf(name, before[name].Mean, after[name].Mean);

    private static IEnumerable<string> Targets(DecisionSpec spec, ParameterDraws draws, WhatIf change)
    {
        (string kind, string? id) = Split(change.Name);
        return kind switch
        {
            "stake" => ["value.per_correct", "value.per_error"],
            "price" => Priced(draws, "api.price_"),
            "gpu_price" => Priced(draws, "gpu.price."),
            "oneoff" => [$"oneoff.{Option(spec, change, id)}"],
            "uplift" => [$"quality.{Option(spec, change, id)}"],
            _ => [Known(draws, change)],
        };
    }

    private static IEnumerable<string> Priced(ParameterDraws draws, string prefix) =>
        draws.All.Select(one => one.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    private static string Known(ParameterDraws draws, WhatIf change)
    {
        string name = Short.GetValueOrDefault(change.Name, change.Name);
        if (draws.Contains(name))
        {
            return name;
        }

        string[] brief = [.. WhatIf.ShortNames.Select(one => one.Name)];
        var known = brief.Concat(draws.All.Select(parameter => parameter.Name));
        throw new DocumentException(
            new Fault(
                change.At,
                $"unknown name '{change.Name}'",
                $"{string.Join(", ", brief)}, or a parameter such as {draws.All[^1].Name}",
                Spelling.Nearest(change.Name, known)
            )
        );
    }

    /// <summary>The option named, or the one that is proposed: of the largest one-off, else the first beside the incumbent.</summary>
    private static string Option(DecisionSpec spec, WhatIf change, string? id)
    {
        if (id is null)
        {
            return spec.Options.Where(option => option.Id != spec.Incumbent)
                    .MaxBy(option => option.Oneoff.Distribution.Mean)
                    ?.Id
                ?? spec.Incumbent;
        }

        return spec.Options.Any(option => option.Id == id)
            ? id
            : throw new DocumentException(
                new Fault(
                    change.At,
                    $"unknown option '{id}'",
                    Yaml.Words.List(spec.Options.Select(one => one.Id)),
                    Spelling.Nearest(id, spec.Options.Select(one => one.Id))
                )
            );
    }

    private static (string Kind, string? Id) Split(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string kind = dot < 0 ? name : name[..dot];
        return kind is "oneoff" or "uplift" or "success" ? (kind, dot < 0 ? null : name[(dot + 1)..]) : (name, null);
    }

    private static void Guard(WhatIf change, Parameter parameter)
    {
        var values = parameter.Values.Span;
        (double low, double high) = (parameter.Constant, parameter.Constant);
        for (int i = 0; i < values.Length; i++)
        {
            (low, high) = i == 0 ? (values[0], values[0]) : (Math.Min(low, values[i]), Math.Max(high, values[i]));
        }

        bool isClipped = parameter.Name.StartsWith("quality.", StringComparison.Ordinal);
        foreach (double end in isClipped ? [parameter.Mean] : new[] { low, high })
        {
            if (ParameterBounds.Violation(new(parameter.Name, new FixedValue(end))) is { } violation)
            {
                throw new DocumentException(
                    new Fault(change.At, $"{violation.Found} for {parameter.Name}", violation.Expected)
                );
            }
        }
    }

    private static DocumentException Wrong(WhatIf change, string what, string range) =>
        new(new Fault(change.At, $"{what} of {change.Amount.ToString(CultureInfo.InvariantCulture)}", range));
}
