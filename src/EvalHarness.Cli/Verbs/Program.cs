using System.CommandLine;

namespace EvalHarness.Cli.Verbs;

/// <summary>The front door of the tool: names the verbs.</summary>
/// <remarks>
/// Exit codes: 0 good; 1 a gate failed; 2 the user's own file, flag or variable is wrong; 3 the world failed more often
/// than the suite allows; 70 a bug of ours; 130 interrupted, the log is whole.
/// </remarks>
internal static class Program
{
    /// <summary>A word that begins with @ is a word: no file is read in its place.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private const string Plain = "--plain";
    private const string OnlyAscii = "--ascii";

    public static Task<int> Main(string[] args) => RunAsync(args, new Terminal());

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The words after <c>evalharness</c>.</param>
    /// <param name="terminal">Where it writes.</param>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var parsed = Root(terminal).Parse(args, Parsing);
        var faults = CommandLineFaults.Of(parsed, args);
        foreach (string fault in faults)
        {
            terminal.Note(fault);
        }

        if (faults.Count > 0)
        {
            return ExitCode.YourFile;
        }

        terminal.IsPlain = parsed.GetValue<bool>(Plain);
        terminal.IsAscii = parsed.GetValue<bool>(OnlyAscii);
        using var telemetry = TelemetryExport.Begin(Environment.GetEnvironmentVariable);
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
        );
    }

    /// <summary>The command tree.</summary>
    /// <param name="terminal">Where the verbs write.</param>
    internal static RootCommand Root(Terminal terminal) =>
        new("Evaluates and compares custom and general language models, with honest statistics.")
        {
            new Option<bool>(Plain)
            {
                Description = "Write lists in place of tables: for screen readers and narrow screens.",
                Recursive = true,
            },
            new Option<bool>(OnlyAscii) { Description = "Draw with ASCII characters alone.", Recursive = true },
            RunCommand.Create(terminal),
            PlanCommand.Create(terminal),
            MergeCommand.Create(terminal),
            WorkerCommand.Create(terminal),
            GateCommand.Create(terminal),
            BaselineCommand.Create(terminal),
            ScoreCommand.Create(terminal),
            ReportCommand.Create(terminal),
            ExportCommand.Create(terminal),
            PublishCommand.Create(terminal),
            ServeCommand.Create(terminal),
            CompareCommand.Create(terminal),
            ImportCommand.Create(terminal),
            ConvertCommand.Create(terminal),
            PowerCommand.Create(terminal),
            MonitorCommand.Create(terminal),
            DecideCommand.Create(terminal),
            ValidateCommand.Create(terminal),
            ModelsCommand.Create(terminal),
            CascadeCommand.Create(terminal),
            CurveCommand.Create(terminal),
            ShowCommand.Create(terminal),
            ListCommand.Create(terminal),
            SchemaCommand.Create(terminal),
            NewCommand.Create(terminal),
            InitCommand.Create(terminal),
        };
}
