using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Inputs;

/// <summary>All kinds of parameters, and which of them a decision has.</summary>
internal static class ParameterCatalog
{
    /// <summary>Every kind: those that a decision has once, then those of options.</summary>
    public static IEnumerable<ParameterKind> All => DecisionParameters.All.Concat<ParameterKind>(OptionParameters.All);

    /// <summary>What the specification has drawn, in the order of the declarations and of the options.</summary>
    /// <param name="spec">The decision.</param>
    public static IEnumerable<ParameterSource> Sources(DecisionSpec spec)
    {
        foreach (var parameter in DecisionParameters.All)
        {
            yield return parameter.Source(spec);
        }

        foreach (var option in spec.Options)
        {
            foreach (var parameter in OptionParameters.All)
            {
                if (parameter.Source(spec, option) is { } source)
                {
                    yield return source;
                }
            }
        }
    }

    /// <summary>Who says what a decision states, by the name under which it is drawn.</summary>
    /// <param name="spec">The decision.</param>
    public static Dictionary<string, ParameterOrigin> Origins(DecisionSpec spec)
    {
        var whole = DecisionParameters.All.Select(one => (one.Name, Origin: ParameterOrigin.Of(one.Stated(spec))));
        var ofOptions =
            from option in spec.Options
            from one in OptionParameters.All
            select (Name: one.Of(option.Id), Origin: one.Origin(option));
        return whole
            .Concat(ofOptions)
            .Where(one => one.Origin is not null)
            .ToDictionary(one => one.Name, one => one.Origin!, StringComparer.Ordinal);
    }

    /// <summary>The kind of a parameter by its name; null where no kind is so named.</summary>
    /// <param name="name">The name under which it is drawn.</param>
    public static ParameterKind? Find(string name) =>
        DecisionParameters.All.FirstOrDefault(one => one.Name == name) ?? (ParameterKind?)FindOfOption(name);

    /// <summary>The kind of an option's parameter by its name; null where no kind is so named.</summary>
    /// <param name="name">The name under which it is drawn.</param>
    public static OptionParameter? FindOfOption(string name) =>
        OptionParameters.All.FirstOrDefault(one => name.StartsWith(one.Name + ".", StringComparison.Ordinal));
}
