using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Puts changed assumptions into a decision: common random numbers, so that only what was changed changes.</summary>
internal static class WhatIfs
{
    private const string Horizon = "horizon";

    /// <summary>Changes what shapes the model rather than its draws: the horizon, probabilities of success.</summary>
    public static DecisionSpec InSpec(DecisionSpec spec, ImmutableArray<WhatIf> changes)
    {
        foreach (var change in changes)
        {
            if (change.Name == Horizon)
            {
                double months = Math.Round(change.Change(spec.HorizonMonths.Months ?? DecisionSpec.ExplicitMonths));
                spec = months is >= 1 and <= 1200
                    ? spec with
                    {
                        HorizonMonths = (int)months,
                    }
                    : throw Wrong(change, "a horizon", "1 to 1,200 months");
            }
            else if (Split(change.Name) is var (named, whose) && named == AvailabilityParameters.Share)
            {
                // Where nothing is said an option is always up: what-ifs start from there.
                var option = spec.Option(Option(spec, change, whose));
                var always = new AvailabilitySpec(new Quantity(1, source: WhatIf.Source));
                spec = spec with
                {
                    Options = spec.Options.Replace(
                        option,
                        option with
                        {
                            Availability = option.Availability ?? always,
                        }
                    ),
                };
            }
            else if (Split(change.Name) is var (parameter, id) && parameter == OptionParameters.Success)
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

    /// <summary>Changes what is drawn: all but the horizon and the probabilities of success.</summary>
    public static ParameterDraws InDraws(DecisionSpec spec, ParameterDraws draws, ImmutableArray<WhatIf> changes)
    {
        foreach (var change in changes.Where(change => !IsInSpec(change)))
        {
            var amount = change;
            string[] names = [.. Targets(spec, draws, change)];
            if (Split(change.Name) is var (parameter, id) && parameter == OptionParameters.Quality)
            {
                double now = draws[parameter, Option(spec, change, id)].Mean - draws[parameter, spec.Incumbent].Mean;
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
        from name in change.Name == Horizon ? ["horizon_months"] : Targets(spec, before, change)
        select name == "horizon_months"
            ? new AppliedWhatIf(name, null, spec.HorizonMonths.Months ?? DecisionSpec.ExplicitMonths)
            : new AppliedWhatIf(name, before[name].Mean, after[name].Mean);

    /// <summary>Whether a change is made before anything is drawn.</summary>
    private static bool IsInSpec(WhatIf change) =>
        change.Name == Horizon || Split(change.Name)?.Parameter == OptionParameters.Success;

    /// <summary>The names of all parameters that a change changes.</summary>
    private static IEnumerable<string> Targets(DecisionSpec spec, ParameterDraws draws, WhatIf change) =>
        Split(change.Name) is var (parameter, id) ? [parameter.Of(Option(spec, change, id))]
        : ParameterCatalog.All.Any(one => one.SharedName == change.Name)
            ? draws.All.Select(one => one.Name).Where(name => ParameterCatalog.Find(name)?.SharedName == change.Name)
        : [Known(draws, change)];

    private static string Known(ParameterDraws draws, WhatIf change)
    {
        string name = DecisionParameters.All.FirstOrDefault(one => one.ShortName == change.Name)?.Name ?? change.Name;
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
                    Yaml.Wording.List(spec.Options.Select(one => one.Id)),
                    Spelling.Nearest(id, spec.Options.Select(one => one.Id))
                )
            );
    }

    /// <summary>A parameter of one option and that option, null for the one that is proposed; null where a name is no such thing.</summary>
    private static (OptionParameter Parameter, string? Id)? Split(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string brief = dot < 0 ? name : name[..dot];
        return OptionParameters.All.FirstOrDefault(one => one.ShortName == brief) is { } parameter
            ? (parameter, dot < 0 ? null : name[(dot + 1)..])
            : null;
    }

    private static void Guard(WhatIf change, Parameter parameter)
    {
        var values = parameter.Values.Span;
        (double low, double high) = (parameter.Constant, parameter.Constant);
        for (int i = 0; i < values.Length; i++)
        {
            (low, high) = i == 0 ? (values[0], values[0]) : (Math.Min(low, values[i]), Math.Max(high, values[i]));
        }

        var kind = ParameterCatalog.Find(parameter.Name);
        // The cash flows clip a quality in every draw.
        foreach (double end in kind == OptionParameters.Quality ? [parameter.Mean] : new[] { low, high })
        {
            if (kind?.Violation(new FixedValue(end)) is { } violation)
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
