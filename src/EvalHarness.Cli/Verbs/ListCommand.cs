using System.CommandLine;
using System.Globalization;
using EvalHarness.Cli.Views;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using Spectre.Console;

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
                    JsonView.WriteRuns(terminal, runs);
                }
                else
                {
                    Write(terminal, runs);
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
    private static (RunFolder Folder, RunHeader Header)[] Read(IEnumerable<RunFolder> folders, List<Fault> faults)
    {
        var runs = new List<(RunFolder, RunHeader)>();
        foreach (var folder in folders)
        {
            try
            {
                runs.Add((folder, RunLog.ReadHeader(folder)));
            }
            catch (DocumentException broken)
            {
                faults.AddRange(broken.Faults);
            }
        }

        return [.. runs];
    }

    private static void Write(Terminal terminal, (RunFolder Folder, RunHeader Header)[] runs)
    {
        if (runs.Length == 0)
        {
            terminal.Write("no runs yet; `evalharness run <suite>` makes one");
            return;
        }

        // Unfinished runs are few; where there are none, the column says nothing.
        bool hasUnfinished = runs.Any(run => run.Header.EndedAt is null);
        var table = new FittedTable()
            .Add("run", shortens: 3)
            .Add("suite", cuts: 30)
            .Add("started (UTC)", goes: 4)
            .Add("state", goes: 1)
            .Add("models", goes: 5, isRight: true)
            .Add("samples", goes: 2, isRight: true)
            .Add("folder", goes: 6);
        foreach (var (folder, header) in runs)
        {
            string id = Markup.Escape(folder.Id);
            bool isOnlyOne =
                runs.Count(run => run.Folder.Id.StartsWith(Short(folder.Id), StringComparison.Ordinal)) == 1;
            table.AddRow([
                isOnlyOne ? new Cell(id, Markup.Escape(Short(folder.Id))) : id,
                Markup.Escape(header.Suite),
                header.StartedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                !hasUnfinished ? ""
                : header.EndedAt is null ? "unfinished"
                : "ended",
                header.Models.Count(model => model.IsAsked).ToString(CultureInfo.InvariantCulture),
                header.Tasks.Sum(task => task.Samples).ToString("N0", CultureInfo.InvariantCulture),
                Markup.Escape(folder.Path),
            ]);
        }

        table.WriteTo(terminal);
    }

    /// <summary>The day and time of a run's name, by which commands find it where no other begins so.</summary>
    private static string Short(string id) => id.Length > RunStore.ShortId ? id[..RunStore.ShortId] : id;
}
