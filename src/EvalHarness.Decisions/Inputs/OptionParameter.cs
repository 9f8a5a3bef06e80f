using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Inputs;

/// <summary>A kind of parameter that every option has for itself.</summary>
/// <param name="Name">The name under which it is drawn, before that of the option.</param>
/// <param name="Key">The keys that lead to it from the option.</param>
/// <param name="Unit">What its numbers count.</param>
/// <param name="Words">What it is, for readers; {0} stands for the option, {1} for the option it is held against.</param>
/// <param name="Stated">What an option says of it; null where it says nothing.</param>
internal sealed record OptionParameter(
    string Name,
    string Key,
    ParameterUnit Unit,
    string Words,
    Func<OptionSpec, Quantity?> Stated
) : ParameterKind(Name, Key, Unit, Words)
{
    /// <summary>What is drawn of an option; null where nothing is. By default what the option states.</summary>
    public Func<DecisionSpec, OptionSpec, Distribution?> Drawn { get; init; } =
        (_, option) => Stated(option)?.Distribution;

    /// <summary>Where an option has it from; null where it says nothing. By default that of what the option states.</summary>
    public Func<OptionSpec, ParameterOrigin?> Origin { get; init; } = option => ParameterOrigin.Of(Stated(option));

    /// <summary>The name under which it is drawn of an option, or of one slice of it.</summary>
    /// <param name="option">The option's id.</param>
    /// <param name="slice">The slice's id; null for the whole mix.</param>
    public string Of(string option, string? slice = null) =>
        slice is null ? $"{Name}.{option}" : $"{Name}.{option}.{slice}";

    /// <summary>Where its draws of an option come from; null where it is not drawn.</summary>
    public ParameterSource? Source(DecisionSpec spec, OptionSpec option) =>
        Drawn(spec, option) is { } distribution ? new(this, Of(option.Id), distribution) : null;
}
