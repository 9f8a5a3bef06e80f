using System.Collections.Immutable;
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
                                    Price(model),
                                    model.Fingerprint,
                                    model.Skipped ?? (model.OnlyInTeams ? "only teams ask it" : ""),
                                ]
                        )
                ),
            ]
        );

    private static string Price(Logs.ModelHeader model)
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
            return $"{Quantities.Money(price.Input)} in, {Quantities.Money(price.Output)} out per {price.Per}"
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
}
