using System.Collections.Immutable;
using System.Globalization;

namespace EvalHarness.Reports.Sites;

/// <summary>The axis of the scores in a table.</summary>
/// <param name="Low">Left end.</param>
/// <param name="High">Right end.</param>
/// <param name="Ticks">Lines through all rows.</param>
/// <param name="FromZero">Whether it begins at nothing, so that lengths mean something.</param>
public sealed record TrackScale(double Low, double High, ImmutableArray<double> Ticks, bool FromZero)
{
    internal static TrackScale Share { get; } = new(0, 1, [0, 0.25, 0.5, 0.75, 1], true);

    /// <summary>The axis of a task over some scores.</summary>
    internal static TrackScale Of(TaskFacts task, IEnumerable<ScoreFacts> scores)
    {
        double[] ends =
        [
            .. scores.SelectMany(one => new[] { one.Low, one.High, one.Value }).OfType<double>().Where(double.IsFinite),
        ];
        if (task.IsShare && ends.All(end => end is >= 0 and <= 1))
        {
            return Share;
        }

        var (low, high) = ends.Length == 0 ? (0, 1) : (ends.Min(), ends.Max());
        return high - low < 1e-12 ? new(low - 0.5, high + 0.5, [], false) : new(low, high, [], false);
    }

    internal string At(double value) => Text(Place(value));

    internal string Width(double from, double to) => Text(Place(to) - Place(from));

    private double Place(double value) => 2 + (96 * (Math.Clamp(value, Low, High) - Low) / (High - Low));

    private static string Text(double percent) => percent.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
