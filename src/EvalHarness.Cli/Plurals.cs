using System.Globalization;

namespace EvalHarness.Cli;

/// <summary>Counts with their nouns, in the singular or the plural.</summary>
internal static class Plurals
{
    /// <summary>A count with its noun, for example <c>3 models</c> or <c>1 model</c>.</summary>
    public static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
