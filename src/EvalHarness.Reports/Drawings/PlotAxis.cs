using System.Globalization;
using System.Text.Json.Nodes;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Drawings;

/// <summary>An axis of a figure, laid over a stretch of the picture.</summary>
internal sealed class PlotAxis
{
    private readonly JsonNode? layout;
    private readonly string[] categories;
    private readonly bool isLog;
    private readonly double low;
    private readonly double high;
    private readonly double from;
    private readonly double to;

    /// <summary>Reads the axis and what lies on it.</summary>
    /// <param name="layout">What the figure says of it; null for nothing.</param>
    /// <param name="values">All that is drawn along it.</param>
    /// <param name="from">Pixel of its low end.</param>
    /// <param name="to">Pixel of its high end.</param>
    public PlotAxis(JsonNode? layout, IReadOnlyCollection<JsonNode> values, double from, double to)
    {
        this.layout = layout;
        isLog = (string?)layout?["type"] == "log";
        categories =
        [
            .. values
                .Where(value => value.GetValueKind() == System.Text.Json.JsonValueKind.String)
                .Select(value => (string)value!)
                .Distinct(),
        ];
        (low, high) = Range(values);
        double[] domain = layout?["domain"] is JsonArray part ? [.. part.Select(end => (double)end!)] : [0, 1];
        this.from = from + (domain[0] * (to - from));
        this.to = from + (domain[1] * (to - from));
    }

    /// <summary>Pixels at its ends.</summary>
    public (double From, double To) Ends => (from, to);

    /// <summary>Its title, with the unit.</summary>
    public string Title => Note.Plain((string?)layout?["title"]?["text"] ?? "");

    /// <summary>Whether lines stand at its ticks.</summary>
    public bool HasGrid => layout?["showgrid"]?.GetValue<bool>() != false && categories.Length == 0;

    /// <summary>Whether its ticks have labels.</summary>
    public bool HasLabels => layout?["showticklabels"]?.GetValue<bool>() != false;

    /// <summary>Whether a line stands at nought.</summary>
    public bool HasNought =>
        layout?["zeroline"]?.GetValue<bool>() != false && categories.Length == 0 && !isLog && low <= 0 && high >= 0;

    /// <summary>Pixel of a value or of a category.</summary>
    public double At(JsonNode value) =>
        value.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? At(Array.IndexOf(categories, (string)value!))
            : At((double)value);

    /// <summary>Pixel of a value.</summary>
    public double At(double value) => from + (((isLog ? Math.Log10(value) : value) - low) / (high - low) * (to - from));

    /// <summary>Pixel of what an annotation says, which counts powers of ten on a logarithmic axis.</summary>
    public double AtNote(double value) => At(isLog ? Math.Pow(10, value) : value);

    /// <summary>Pixels between two neighbours.</summary>
    public double Step => Math.Abs((to - from) / (high - low));

    /// <summary>Its ticks with their labels.</summary>
    public IReadOnlyList<(double At, string Text)> Ticks()
    {
        if (categories.Length > 0)
        {
            return [.. categories.Select((name, i) => (At(i), Note.Plain(name)))];
        }

        double[] values =
            layout?["tickvals"] is JsonArray given ? [.. given.Select(tick => (double)tick!)]
            : isLog ? RoundTicks.Log(Math.Pow(10, low), Math.Pow(10, high))
            : RoundTicks.Linear(Math.Min(low, high), Math.Max(low, high));
        string[] texts = layout?["ticktext"] is JsonArray said
            ? [.. said.Select(text => Note.Plain((string)text!))]
            : [.. values.Select(Text)];
        return [.. values.Zip(texts, (value, text) => (At(value), text))];
    }

    private string Text(double value)
    {
        if ((string?)layout?["tickformat"] == ".0%")
        {
            return $"{Show.Number(100 * value)} %";
        }

        string number = Math.Abs(value) switch
        {
            >= 1e9 => (Math.Abs(value) / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + "B",
            >= 1e6 => (Math.Abs(value) / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
            >= 1e5 => (Math.Abs(value) / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + "k",
            _ => Math.Abs(value).ToString("#,0.######", CultureInfo.InvariantCulture),
        };
        return (value < 0 ? "−" : "") + (string?)layout?["tickprefix"] + number;
    }

    private (double Low, double High) Range(IReadOnlyCollection<JsonNode> values)
    {
        if (layout?["range"] is JsonArray range)
        {
            return ((double)range[0]!, (double)range[1]!);
        }

        bool isReversed = (string?)layout?["autorange"] == "reversed";
        if (categories.Length > 0)
        {
            return isReversed ? (categories.Length - 0.5, -0.5) : (-0.5, categories.Length - 0.5);
        }

        double[] known =
        [
            .. values.Select(value => isLog ? Math.Log10((double)value) : (double)value).Where(double.IsFinite),
        ];
        if (known.Length == 0)
        {
            return (0, 1);
        }

        var (least, most) = (known.Min(), known.Max());
        least = Math.Min(least, (double?)layout?["autorangeoptions"]?["include"] ?? least);
        double room = most > least ? 0.05 * (most - least) : 0.5;
        (least, most) = (least - room, most + room);
        if ((string?)layout?["rangemode"] == "tozero")
        {
            (least, most) = (Math.Min(0, least + room), Math.Max(0, most));
        }

        if (layout?["autorangeoptions"] is JsonObject limits)
        {
            least = Math.Max(least, (double?)limits["minallowed"] ?? least);
            most = Math.Min(most, (double?)limits["maxallowed"] ?? most);
        }

        return isReversed ? (most, least) : (least, most);
    }
}
