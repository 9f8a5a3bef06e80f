using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Figures;

/// <summary>The scores of the models under each prompt: a row a model, a dot a prompt.</summary>
internal static class PromptsFigure
{
    /// <summary>The chart; null where no model has a score.</summary>
    public static Figure? Draw(ReportView report, PromptComparison prompts)
    {
        PromptEffects[] models = [.. prompts.Models.Where(model => model.Values.Any(value => value is not null))];
        if (models.Length == 0)
        {
            return null;
        }

        double scale = prompts.IsShare ? 100 : 1;
        var styles = models.Select(model => report.StyleOf(model.Model)).ToArray();
        var plot = new Plot();
        for (int i = 0; i < models.Length; i++)
        {
            plot.Dots(styles[i], [.. Dots(prompts, models[i], i, scale)], tagged: false);
        }

        string metric = Names.Metric(prompts.Metric);
        return plot.With(
                "xaxis",
                new { title = new { text = Plot.Text(metric + Show.Unit(prompts.IsShare)) }, zeroline = false }
            )
            .With(
                "yaxis",
                new
                {
                    tickvals = Enumerable.Range(0, models.Length),
                    ticktext = styles.Select(style => Plot.Text($"{style.Short}  {style.Number}")),
                    range = new[] { models.Length - 0.4, -0.6 },
                    showgrid = false,
                    zeroline = false,
                    fixedrange = true,
                }
            )
            .Draw(80 + (34 * models.Length), $"{metric} of {prompts.Task} under each prompt");
    }

    private static IEnumerable<Dot> Dots(PromptComparison prompts, PromptEffects model, int row, double scale) =>
        from one in model.Values.Zip(prompts.Prompts)
        where one.First is not null
        let value = one.First!.Value * scale
        select new Dot(
            value,
            row,
            null,
            null,
            $"{model.Model}, {one.Second}: {Show.Number(value, prompts.IsShare ? 1 : 3)}{Show.Unit(prompts.IsShare)}"
        );
}
