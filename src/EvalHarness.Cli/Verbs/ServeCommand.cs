using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using EvalHarness.Core;
using EvalHarness.Reports.Sites;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness serve</c>: shows the site of all runs on this machine, and a run while it is made; asks no model.</summary>
internal sealed class ServeCommand(Terminal terminal)
{
    private readonly Argument<string> results = new("results")
    {
        Description = "Folder of the logs.",
        DefaultValueFactory = _ => "results",
    };

    private readonly NumberOption<int> port = new(
        "--port",
        new NumberRange<int>("a port from 1 to 65535", port => port is > 0 and <= 65_535)
    )
    {
        Description = "Port to listen at, on 127.0.0.1 alone.",
        Otherwise = 8137,
    };

    public static Command Create(Terminal terminal) => new ServeCommand(terminal).Create();

    private Command Create() =>
        new Command(
            "serve",
            "Show the site of all runs on this machine alone, and follow a run while it is made; asks no model. Ctrl-C ends it."
        )
        {
            results,
            port,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                string logs = parsed.GetRequiredValue(results);
                if (!Directory.Exists(logs))
                {
                    throw new DocumentException(
                        new Fault(new Location(logs), "no such folder", "the folder of the logs")
                    );
                }

                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
                using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
                string folder = Directory.CreateTempSubdirectory("evalharness-site-").FullName;
                try
                {
                    var options = new SiteOptions(logs, folder, catalog) { Tell = terminal.Note, IsServed = true };
                    await ServeAsync(options, parsed.NumberOf(port), ended.Token);
                }
                catch (OperationCanceledException) when (ended.IsCancellationRequested)
                {
                    // That is how a server ends.
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }

                return ExitCode.Good;

                void End(PosixSignalContext signal)
                {
                    signal.Cancel = true;
                    ended.Cancel();
                }
            }
        );

    private async Task ServeAsync(SiteOptions options, int at, CancellationToken cancellationToken)
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{at}/");
        using var listener = new HttpListener();
        listener.Prefixes.Add(address);
        try
        {
            listener.Start();
        }
        catch (HttpListenerException taken)
        {
            throw new IOException($"cannot listen at {address}: {taken.Message}; --port names another", taken);
        }

        var told = new HashSet<string>(StringComparer.Ordinal);
        var quiet = options with { Tell = line => TellOnce(told, line) };
        var freshness = new LogsStamp(options.Results);
        await SitePublisher.PublishAsync(quiet, cancellationToken);
        freshness.HasChanged();
        terminal.Write($"{address}");
        terminal.Note(
            $"serving {options.Results} at {address} and the run that is being made at {address}live; Ctrl-C ends it"
        );
        using var server = new SiteServer(
            options.Folder,
            new LiveSite(options),
            async token =>
            {
                if (freshness.HasChanged())
                {
                    await SitePublisher.PublishAsync(quiet, token);
                }
            }
        );
        await server.ServeAsync(listener, at, cancellationToken);
    }

    private void TellOnce(HashSet<string> told, string line)
    {
        if (told.Add(line))
        {
            terminal.Note(line);
        }
    }
}
