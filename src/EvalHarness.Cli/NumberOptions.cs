using System.CommandLine;
using System.Numerics;

namespace EvalHarness.Cli;

/// <summary>Reads options that have a number in any case.</summary>
internal static class NumberOptions
{
    /// <summary>The number given, or the one that stands where none is.</summary>
    public static T NumberOf<T>(this ParseResult parsed, NumberOption<T> option)
        where T : struct, INumber<T> =>
        parsed.GetValue(option) ?? throw new InvalidOperationException($"{option.Name} has no default");
}
