using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Reports.Sites;

/// <summary>
/// Makes a static site of all runs below a folder: a first page, a page a suite, a model, a run and two runs compared, and feeds.
/// Equal runs, options and program give equal bytes; what is right already is kept.
/// </summary>
public sealed class SitePublisher
{
    private readonly SiteOptions options;
    private readonly SiteFolder folder;
    private readonly RunLibrary library;
    private readonly PageWriter pages;
    private readonly CancellationToken cancellationToken;

    private SitePublisher(SiteOptions options, SiteFolder folder, CancellationToken cancellationToken)
    {
        (this.options, this.folder, this.cancellationToken) = (options, folder, cancellationToken);
        library = new RunLibrary(options);
        pages = new PageWriter(options, folder, cancellationToken);
    }

    /// <summary>Publishes.</summary>
    /// <param name="options">What, and where to.</param>
    /// <param name="cancellationToken">Stops it: whole pages stay, and the next publishing goes on from there.</param>
    /// <exception cref="DocumentException">The folder is no site and holds other things, lies in the results, or another process is publishing into it.</exception>
    public static async Task<SiteResult> PublishAsync(
        SiteOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        using var folder = SiteFolder.Open(options, SiteAssets.Program);
        return await new SitePublisher(options, folder, cancellationToken).PublishAsync();
    }

    private async Task<SiteResult> PublishAsync()
    {
        var runs = library.List();
        await WriteAssetsAsync();
        var publisher = new SuitePublisher(options, folder, library, cancellationToken);
        var suites = ImmutableArray.CreateBuilder<SuiteHistory>();
        foreach (
            var suite in runs.GroupBy(run => run.Header.Suite, StringComparer.Ordinal)
                .OrderBy(suite => suite.Key, StringComparer.Ordinal)
        )
        {
            if (await publisher.PublishAsync(suite.Key, [.. suite]) is { } history)
            {
                suites.Add(history);
                await folder.SaveAsync(cancellationToken);
            }
        }

        var all = suites.ToImmutable();
        await WriteModelsAsync(all);
        await WriteIndexAsync(all);
        await folder.FinishAsync(cancellationToken);
        return new SiteResult(
            Path.Combine(options.Folder, SitePaths.Index),
            all.Length,
            all.Sum(suite => suite.Runs.Length),
            folder.Written,
            folder.Kept,
            folder.Removed
        );
    }

    private async Task WriteAssetsAsync()
    {
        await pages.TextAsync(SitePaths.Styles, SiteAssets.Styles);
        await pages.TextAsync(SitePaths.Script, SiteAssets.Script);
        await folder.WriteAsync(
            SitePaths.Plotly,
            "plotly",
            async (stream, token) =>
            {
                await using var code = SiteAssets.Plotly();
                await code.CopyToAsync(stream, token);
            },
            cancellationToken
        );
    }

    private async Task WriteModelsAsync(ImmutableArray<SuiteHistory> suites)
    {
        string[] models =
        [
            .. suites
                .SelectMany(suite => suite.Runs)
                .SelectMany(run => run.Models)
                .Select(model => model.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        foreach (string model in models)
        {
            var view = new ModelView(model, suites);
            await pages.PageAsync<ModelPage>(
                new SiteDocument(view.Path, model, view.Description)
                {
                    Above = [("All suites", SitePaths.Index)],
                    Here = model,
                },
                new
                {
                    view.Facts,
                    Rows = view.Rows.Select(row => new
                    {
                        row.Suite.Suite,
                        row.Task,
                        row.Run?.Id,
                        row.Run?.StartedAt,
                        row.Score,
                        row.Models,
                        row.Skipped,
                    }),
                    Histories = view.Histories.Select(suite => new
                    {
                        Versions = suite
                            .Versions(model)
                            .Select(version =>
                                (version.Facts, version.First.Id, version.Last.Id, version.First.StartedAt)
                            ),
                        Scores = suite.ScoresOf(suite.Tasks[0].Name, model).Select(one => one.Score),
                        Steps = suite.Steps.Where(step => step.Step.Model == model),
                    }),
                },
                () => view
            );
        }
    }

    private async Task WriteIndexAsync(ImmutableArray<SuiteHistory> suites)
    {
        var view = new IndexView(options, suites);
        var input = new
        {
            options.Title,
            Suites = suites.Select(suite => new
            {
                suite.Suite,
                suite.Latest,
                suite.Steps,
                Runs = suite.Runs.Select(run => new
                {
                    run.Id,
                    run.StartedAt,
                    Scores = suite.Tasks.Take(1).Select(task => run.Tasks.FirstOrDefault(one => one.Name == task.Name)),
                }),
            }),
        };
        await pages.PageAsync<IndexPage>(
            new SiteDocument(SitePaths.Index, options.Title, view.Description) { Here = "All suites" },
            input,
            () => view
        );
        string key = pages.Key("feeds", PageWriter.Text(input));
        await folder.WriteAsync(
            SitePaths.Card,
            key,
            (stream, _) =>
            {
                CardImage.Write(stream, suites);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        await folder.WriteAsync(
            SitePaths.JsonFeed,
            key,
            (stream, token) => stream.WriteAsync(Feeds.Json(options, suites), token).AsTask(),
            cancellationToken
        );
        await folder.WriteAsync(
            SitePaths.AtomFeed,
            key,
            (stream, token) => stream.WriteAsync(Feeds.Atom(options, suites), token).AsTask(),
            cancellationToken
        );
    }
}
