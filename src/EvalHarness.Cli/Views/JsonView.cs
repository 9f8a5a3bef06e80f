using EvalHarness.Reports.Records;

namespace EvalHarness.Cli.Views;

/// <summary>What is no result of a run as JSON for other programs, under the same rules.</summary>
internal static class JsonView
{
    /// <summary>Anything.</summary>
    public static void Write(Terminal terminal, object value) => terminal.Write(ResultJson.Any(value));
}
