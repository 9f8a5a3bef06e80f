using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Figures;

/// <summary>Scores of several models in several groups of samples (slices, tasks), a line of dots a group.</summary>
internal static class GroupsFigure
{
    /// <summary>Most models that one chart can hold and stay readable.</summary>
    public const int MostModels = 8;

    /// <summary>Most groups that one chart can hold.</summary>
    public const int MostGroups = 24;

    /// <summary>The chart; null where nothing has a value.</summary>
    /// <param name="styles">The models, in the order of the leaderboard.</param>
    /// <param name="groups">The groups with the estimate of each model by name.</param>
    /// <param name="scale">Factor to the unit shown.</param>
    /// <param name="title">Title of the axis.</param>
    /// <param name="label">What it shows.</param>
    /// <param name="isDifference">Whether values may lie on both sides of a line at 0.</param>
    public static Figure? Draw(
        IReadOnlyList<ModelStyle> styles,
        IReadOnlyList<Group> groups,
        double scale,
        string title,
        string label,
        bool isDifference = false
    )
    {
        var plot = isDifference ? new Plot().Line(0) : new Plot();
        double step = (styles.Count > 2 ? 0.86 : 0.72) / Math.Max(styles.Count, 3);
        bool drawn = false;
        for (int model = 0; model < styles.Count; model++)
        {
            double offset = (model - ((styles.Count - 1) / 2.0)) * step;
            bool named = false;
            foreach (bool pale in new[] { false, true })
            {
                var dots = Dots(styles[model], groups, scale, offset, pale, isDifference);
                if (dots.Length > 0)
                {
                    plot.Dots(styles[model], dots, pale, legend: !named);
                    (named, drawn) = (true, true);
                }
            }
        }

        return drawn
            ? plot.With("showlegend", true)
                .With(
                    "xaxis",
                    new
                    {
                        title = new { text = Plot.Text(title) },
                        zeroline = false,
                        autorangeoptions = Plot.Within(isShare: scale == 100 && !isDifference),
                    }
                )
                .With("yaxis", Rows(groups))
                .Draw(110 + (groups.Count * Math.Max(44, 14 + (19 * styles.Count))) + (14 * styles.Count / 3), label)
            : null;
    }

    private static Dot[] Dots(
        ModelStyle style,
        IReadOnlyList<Group> groups,
        double scale,
        double offset,
        bool pale,
        bool isDifference
    ) =>
        [
            .. groups
                .Select((group, index) => (group, index))
                .Where(at =>
                    at.group.IsSmall == pale && at.group.Estimates.GetValueOrDefault(style.Name)?.Value is not null
                )
                .Select(at =>
                {
                    var estimate = at.group.Estimates[style.Name];
                    bool isShare = scale > 1;
                    string value = isDifference
                        ? Show.Difference(estimate, isShare) + Show.DifferenceUnit(isShare)
                        : Show.Value(estimate, isShare) + Show.Unit(isShare);
                    return Dot.Of(
                        estimate,
                        scale,
                        at.index + offset,
                        $"{style.Name}, {at.group.Label}: {value}"
                            + (estimate.Low is null ? "" : $" ({Show.Range(estimate, isShare)})")
                    );
                }),
        ];

    private static object Rows(IReadOnlyList<Group> groups) =>
        new
        {
            tickvals = Enumerable.Range(0, groups.Count),
            ticktext = groups.Select(group =>
                Plot.Text(Names.Cut(group.Label, 26) + (group.Samples > 0 ? $" · {Show.Count(group.Samples)}" : ""))
            ),
            range = new[] { groups.Count - 0.45, -0.55 },
            showgrid = false,
            zeroline = false,
            fixedrange = true,
        };
}

/// <summary>A group of samples with the scores of the models in it.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Samples">Its size.</param>
/// <param name="IsSmall">Whether it is too small to be more than a hint: drawn pale.</param>
/// <param name="Estimates">The scores by model.</param>
internal sealed record Group(string Label, int Samples, bool IsSmall, IReadOnlyDictionary<string, Estimate> Estimates);
