using EvalHarness.Conversions;

namespace EvalHarness.Cli.Views;

/// <summary>What became of another tool's suite, as JSON.</summary>
internal static class ConvertJson
{
    /// <summary>Writes it.</summary>
    /// <param name="terminal">Where it is written.</param>
    /// <param name="made">The conversion.</param>
    /// <param name="written">Path of the suite; null where none was written.</param>
    public static void Write(Terminal terminal, SuiteConversion made, string? written) =>
        JsonView.Write(
            terminal,
            new
            {
                tool = made.Tool,
                suite = written,
                files = written is null ? [] : made.Files.Keys.ToArray(),
                samples = made.Samples,
                remarks = made.Remarks.Select(remark => new
                {
                    fate = remark.Fate.ToString().ToLowerInvariant(),
                    file = remark.At.File,
                    line = remark.At.Line,
                    column = remark.At.Column,
                    what = remark.What,
                    why = remark.Why,
                }),
            }
        );
}
