using System.CommandLine;
using System.CommandLine.Parsing;
using System.Numerics;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>
/// An option that takes a number, the only kind there is: written with a point and without signs between thousands, finite and
/// in its range; of anything else it tells the value and what to write. A comma is never read as one or the other.
/// </summary>
/// <typeparam name="T">Type of the number.</typeparam>
internal sealed class NumberOption<T> : Option<T?>
    where T : struct, INumber<T>
{
    private readonly NumberRange<T> range;

    /// <summary>Declares the option.</summary>
    /// <param name="name">Its name, with its dashes.</param>
    /// <param name="range">What it takes.</param>
    /// <param name="aliases">Other names.</param>
    public NumberOption(string name, NumberRange<T> range, params string[] aliases)
        : base(name, aliases)
    {
        this.range = range;
        CustomParser = Read;
    }

    /// <summary>The number where none is given; none by default.</summary>
    public T? Otherwise
    {
        init => DefaultValueFactory = _ => value;
    }

    private T? Read(ArgumentResult argument)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        bool isNumber = NumberText.TryRead(text, out T value);
        if (isNumber && range.Holds(value))
        {
            return value;
        }

        string? mend = NumberText.Mend<T>(text, range.Holds);
        string expected = mend is null ? range.Words : $"{range.Words}; {mend}";
        string found = isNumber ? text : Wording.Quote(text);
        argument.AddError(new Fault(new Location(Name), $"found {found}", expected).ToString());
        return null;
    }
}
