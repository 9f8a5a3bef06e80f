using EvalHarness.Curves;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>What a learning curve means, in sentences.</summary>
/// <param name="curve">The curve.</param>
internal sealed class CurveWords(RunCurve curve)
{
    private readonly CurveForecast forecast = curve.Forecast;
    private readonly string name = Names.InText(Names.Cut(curve.Curve, 44));

    /// <summary>The question that a reader has.</summary>
    public string Question => $"How many training rows does {name} need?";

    /// <summary>Where it stands, and what as many rows again would bring.</summary>
    public string Standing
    {
        get
        {
            var (last, next) = (
                forecast.Points.Last(point => point.Measured is not null),
                forecast.Points.First(point => point.Measured is null)
            );
            return $"With {Rows(last.Size)} rows {name} is right on {Show.Percent(last.Measured!.Value)} as measured, {Show.Percent(last.Mean)} by the curve through all sizes. Twice as many rows would bring about {Show.Signed(100 * (next.Mean - last.Mean), 1)} points, to {Show.Percent(next.Mean)} by the curve (nine chances in ten: {Show.Number(100 * next.Low, 1)} to {Show.Number(100 * next.High, 1)}).";
        }
    }

    /// <summary>What it takes to reach each goal, a sentence each.</summary>
    public IEnumerable<string> Reached => curve.Goals.Select(Sentence);

    /// <summary>Why its extrapolation deserves doubt; empty where it does not.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (forecast.IsUnderdetermined)
            {
                yield return $"Underdetermined: {Show.Count(curve.Measured.Length, "size")} cannot tell one curve from another; below {CurveForecast.EnoughSizes} sizes the extrapolation is driven by its prior.";
            }

            if (curve.Goals.SelectMany(goal => goal.Needed).Any(need => !(need.Size <= forecast.Farthest)))
            {
                yield return $"Beyond {Rows(forecast.Farthest)} rows, {LearningCurve.FarthestRatio:0} times the largest size measured, the curve is no more than a guess: train on more rows before trusting a number there.";
            }
        }
    }

    /// <summary>How many rows a probability takes.</summary>
    public string Size(CurveNeed need) =>
        need.Size switch
        {
            null => "none found",
            { } size when size <= curve.Measured[0].Size => $"{Rows(size)} or fewer",
            { } size when size > forecast.Farthest => $"{Rows(size)}, a guess",
            { } size => Rows(size),
        };

    /// <summary>A number of rows: exact where it was measured, two digits where it is estimated.</summary>
    public string Rows(double size)
    {
        if (curve.Measured.Any(one => one.Size == size) || size == forecast.Farthest)
        {
            return Show.Number(size);
        }

        double unit = Math.Pow(10, Math.Floor(Math.Log10(size)) - 1);
        return Show.Number(Math.Max(1, Math.Round(size / unit) * unit));
    }

    private string Sentence(CurveGoal goal)
    {
        string target = goal.Model is { } model
            ? $"{Names.InText(Names.Cut(model, 44))} ({Show.Percent(goal.Share)})"
            : Show.Percent(goal.Share);
        return goal.Even switch
        {
            { } size when size <= curve.Measured[0].Size =>
                $"It passes {target} with {Rows(curve.Measured[0].Size)} rows, the fewest tried.",
            { } size when size <= forecast.Largest => $"It passes {target} at about {Rows(size)} rows.",
            { } size when size <= forecast.Farthest =>
                $"It would pass {target} at about {Rows(size)} rows, at even odds.",
            _ => $"{target} is out of sight: even with {Rows(forecast.Farthest)} rows the odds are against it.",
        };
    }
}
