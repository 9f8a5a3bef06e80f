using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness list</c>: lists the runs.</summary>
internal static class ListCommand
{
    public static Command Create(Terminal terminal)
    {
        var suite = new Argument<string?>("suite")
        {
            Description = "Suite whose runs are listed; all by default.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var results = Arguments.Results();
        var json = Arguments.Json();
        return new Command("list", "List the runs, latest first.") { suite, results, json }.Does(
            terminal,
            (parsed, catalog, _) =>
            {
                var store = new RunStore(parsed.GetRequiredValue(results));
                string? name = parsed.GetValue(suite) is { } given ? RunNames.Resolve(given, catalog) : null;
                var faults = new List<Fault>([
                    .. store.FindHeadless(name).Select(Headless),
                    .. store.FindUnreadable(name).Select(Unreadable),
                ]);
                var runs = Read(name is null ? store.List() : store.List(name), faults);
                if (parsed.GetValue(json))
                {
                    RunsView.WriteJson(terminal, runs);
                }
                else if (runs.Length == 0)
                {
                    RunsView.WriteNone(terminal, store, name);
                }
                else
                {
                    RunsView.Write(terminal, runs);
                }

                foreach (var fault in faults)
                {
                    terminal.Note(fault.ToString());
                }

                return Task.FromResult(faults.Count == 0 ? ExitCode.Good : ExitCode.YourFile);
            }
        );
    }

    private static Fault Headless(string folder) =>
        new(new Location(folder), "a run folder without run.json", "a whole one: it can be deleted");

    private static Fault Unreadable(string folder) =>
        new(new Location(folder), "a folder that cannot be read", "permission to list it");

    /// <summary>The runs whose headers can be read; the faults of the others are told beside them.</summary>
    private static ListedRun[] Read(IEnumerable<RunFolder> folders, List<Fault> faults)
    {
        var runs = new List<ListedRun>();
        foreach (var folder in folders)
        {
            try
            {
                var header = RunLog.ReadHeader(folder);
                runs.Add(new ListedRun(folder, header, RunStanding.Read(folder, header)));
            }
            catch (DocumentException broken)
            {
                faults.AddRange(broken.Faults);
            }
        }

        return [.. runs];
    }
}
