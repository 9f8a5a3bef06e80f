using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The parameters of a decision in the words of its readers.</summary>
/// <param name="spec">The decision.</param>
public sealed class ParameterWords(DecisionSpec spec)
{
    /// <summary>What a parameter is: <c>quality.router</c> is <c>right answers of router</c>.</summary>
    /// <param name="parameter">The name under which it is drawn.</param>
    /// <returns>The name itself where there are no words for it.</returns>
    public string Phrase(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (ParameterCatalog.FindOfOption(parameter) is not { } kind)
        {
            return ParameterCatalog.Find(parameter)?.Words ?? parameter;
        }

        string whose = parameter[(kind.Name.Length + 1)..];
        return string.Format(CultureInfo.InvariantCulture, kind.Words, Owner(whose), Anchor(whose));
    }

    /// <summary>What many parameters are, those of several options in one: <c>running costs of 3 options a month</c>.</summary>
    /// <param name="parameters">The names under which they are drawn.</param>
    /// <returns>Each once, in the order of their first.</returns>
    public ImmutableArray<string> Phrases(IEnumerable<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return
        [
            .. parameters
                .GroupBy(name => ParameterCatalog.FindOfOption(name)?.Name ?? name, StringComparer.Ordinal)
                .Select(alike => alike.Count() == 1 ? Phrase(alike.First()) : OfMany(alike.Key, alike.Count())),
        ];
    }

    /// <summary>What the numbers of a parameter count; plain numbers where its name is unknown.</summary>
    /// <param name="parameter">The name under which it is drawn.</param>
    public static ParameterUnit UnitOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return ParameterCatalog.Find(parameter)?.Unit ?? ParameterUnit.Number;
    }

    private string OfMany(string kind, int count) =>
        string.Format(
            CultureInfo.InvariantCulture,
            ParameterCatalog.Find(kind + ".")!.Words,
            count.ToString(CultureInfo.InvariantCulture) + " options",
            spec.Incumbent
        );

    /// <summary>An option, or an option in a slice.</summary>
    private string Owner(string whose) =>
        spec
            .Options.Select(option => option.Id)
            .Where(id => whose.StartsWith(id + ".", StringComparison.Ordinal))
            .MaxBy(id => id.Length)
            is { } option
        && spec.Options.All(one => one.Id != whose)
            ? $"{option} in {whose[(option.Length + 1)..]}"
            : whose;

    private string Anchor(string option) =>
        spec.Options.FirstOrDefault(one => one.Id == option)?.Quality?.UpliftOver ?? spec.Incumbent;
}
