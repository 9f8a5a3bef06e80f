using System.CommandLine;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Reports.Sites;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness publish</c>: makes a static site of all runs; asks no model.</summary>
internal sealed class PublishCommand(Terminal terminal)
{
    private readonly Argument<string> results = new("results")
    {
        Description = "Folder of the logs.",
        DefaultValueFactory = _ => "results",
    };

    private readonly Option<string> output = new("--out", "-o")
    {
        Description =
            "Folder of the site: an empty one, or one published before. It is opened by a double click on its index.html, or put on any host of files.",
        DefaultValueFactory = _ => "site",
    };

    private readonly Option<string?> title = new("--title") { Description = "Title of the first page." };

    private readonly Option<string?> url = new("--url")
    {
        Description =
            "Address that the site will stand at, for what needs whole addresses: feeds, and pictures where a link to it is shown.",
    };

    private readonly Option<bool> noSamples = new("--no-samples")
    {
        Description =
            "Leave out all texts of samples, prompts, right answers and responses, and the suite's own text. By default they stand in the pages as in a report: a site shows what a test set holds to whoever may open it. Ids, groups, scores, costs and names stay either way.",
    };

    private readonly Option<bool> force = new("--force")
    {
        Description =
            "Take a folder that holds other things; nothing in it is removed, what stands in the way of a page is replaced.",
    };

    public static Command Create(Terminal terminal) => new PublishCommand(terminal).Create();

    private Command Create() =>
        new Command(
            "publish",
            "Make a static site of all runs: suites with their history, models, reports, runs compared, feeds; asks no model."
        )
        {
            results,
            output,
            title,
            url,
            noSamples,
            force,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                string folder = parsed.GetRequiredValue(results);
                if (!Directory.Exists(folder))
                {
                    throw new DocumentException(
                        new Fault(new Location(folder), "no such folder", "the folder of the logs")
                    );
                }

                var options = new SiteOptions(folder, parsed.GetRequiredValue(output), catalog)
                {
                    Address = Address(parsed.GetValue(url)),
                    HasTexts = !parsed.GetValue(noSamples),
                    TakesOver = parsed.GetValue(force),
                    Tell = terminal.Note,
                };
                if (parsed.GetValue(title) is { Length: > 0 } named)
                {
                    options = options with { Title = named };
                }

                var site = await SitePublisher.PublishAsync(options, cancellationToken);
                terminal.Note(Told(site));
                terminal.Write(site.Index);
                return ExitCode.Good;
            }
        );

    private static string Told(SiteResult site) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Plurals.Count(site.Suites, "suite")}, {Plurals.Count(site.Runs, "run")}: {Plurals.Count(site.Written, "file")} written, {site.Kept:N0} kept, {site.Removed:N0} removed"
        );

    private static Uri? Address(string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address is { Query: "", Fragment: "", UserInfo: "" }
            ? address
        : throw new DocumentException(
            new Fault(
                new Location("--url"),
                $"'{text}'",
                "the site's address, such as https://example.org/evaluations/"
            )
        );
}
