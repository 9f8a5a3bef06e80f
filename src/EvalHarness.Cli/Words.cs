using System.Globalization;

namespace EvalHarness.Cli;

/// <summary>Small words around numbers.</summary>
internal static class Words
{
    /// <summary>A count with its noun, for example <c>3 models</c>.</summary>
    public static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
