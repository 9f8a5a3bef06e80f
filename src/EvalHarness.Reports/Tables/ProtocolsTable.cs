using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>The models of a run: provider, fingerprint, and how each was asked.</summary>
internal static class ProtocolsTable
{
    public static ReportTable Of(ReportView report) =>
        new(
            "models",
            "Models and how they were asked",
            [
                new("model", "model"),
                new("kind", "kind"),
                new("provider", "provider"),
                new("task", "task"),
                new("protocol", "asked how"),
                new("price", "price"),
                new("fingerprint", "fingerprint"),
                new("skipped", "left out because"),
            ],
            [
                .. report.Run.Models.SelectMany(model =>
                    report
                        .Tasks.Where(task => model.IsAsked || task.Summary(model.Name) is not null)
                        .DefaultIfEmpty()
                        .Select(task =>
                            (ImmutableArray<Cell>)
                                [
                                    model.Name,
                                    Names.Kind(model.Kind),
                                    model.Provider,
                                    task?.Task.Task ?? "",
                                    task?.Summary(model.Name)?.Protocol ?? "",
                                    PriceOf(model),
                                    model.Fingerprint,
                                    model.Skipped ?? (model.OnlyInTeams ? "only teams ask it" : ""),
                                ]
                        )
                ),
            ]
        );

    private static string PriceOf(Logs.ModelHeader model)
    {
        if (model.Price is { } price)
        {
            string source = string.Join(
                ", ",
                new[]
                {
                    price.AsOf?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    price.Source,
                }.Where(part => !string.IsNullOrEmpty(part))
            );
            return $"{Kinds(price)} per {price.Per}"
                + (price.Batch is { } batch ? $", a batch at {Show.Percent((double)batch)} of it" : "")
                + (source.Length > 0 ? $" ({source})" : "");
        }

        if (model.Hosting is { } hosting)
        {
            return $"{Quantities.Money(hosting.PricePerGpuHour * hosting.Gpus)} an hour, by measured throughput";
        }

        if (model.Provider is "cascade" or "router")
        {
            return "that of the models it asks";
        }

        return model.IsLocal ? "none: runs here" : "unknown";
    }

    private static string Kinds(Price price) =>
        string.Join(
            ", ",
            from kind in new (decimal? Usd, string Of)[]
            {
                (price.Input, "in"),
                (price.CachedInput, "cached"),
                (price.CacheWrite, "written to a cache"),
                (price.Output ?? 0, "out"),
                (price.Reasoning, "reasoning"),
            }
            where kind.Usd is not null
            select $"{Quantities.Money(kind.Usd)} {kind.Of}"
        );
}
