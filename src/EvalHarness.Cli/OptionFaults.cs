using System.CommandLine;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Cli;

/// <summary>What is wrong with the values of options.</summary>
internal static class OptionFaults
{
    /// <summary>The fault of a number out of its range; none when it is in it.</summary>
    public static IEnumerable<Fault> Outside(Option option, double value, bool isInside, string expected)
    {
        if (!isInside)
        {
            yield return new Fault(
                new Location(option.Name),
                string.Create(CultureInfo.InvariantCulture, $"found {value}"),
                expected
            );
        }
    }
}
