using EvalHarness.Core;

namespace EvalHarness.Reports.Views;

/// <summary>How a model is drawn wherever it appears: hue and shape by kind, the filling by its turn within the kind.</summary>
/// <param name="Name">Full name of the model.</param>
/// <param name="Short">Name cut to fit beside a chart.</param>
/// <param name="Kind">Its part in the question.</param>
/// <param name="Filling">How the shape is filled.</param>
public sealed record Look(string Name, string Short, ModelKind Kind, Filling Filling)
{
    private const int Longest = 26;

    /// <summary>Class of the kind in the style sheet.</summary>
    public string Class => Formats.Words.Kind(Kind);

    /// <summary>Colour, as the token that the page replaces by the theme's colour.</summary>
    public string Token => $"var(--{Class})";

    /// <summary>Looks of all models, in the order given.</summary>
    /// <param name="models">Names and kinds.</param>
    public static IReadOnlyDictionary<string, Look> Of(IEnumerable<(string Name, ModelKind Kind)> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var seen = new Dictionary<ModelKind, int>();
        var looks = new Dictionary<string, Look>(StringComparer.Ordinal);
        foreach (var (name, kind) in models)
        {
            if (!looks.ContainsKey(name))
            {
                int index = seen.GetValueOrDefault(kind);
                seen[kind] = index + 1;
                looks[name] = new Look(name, Cut(name, Longest), kind, (Filling)(index % 4));
            }
        }

        return looks;
    }

    /// <summary>A text cut in the middle, where names differ least, never inside a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">Most characters to keep, the ellipsis included.</param>
    public static string Cut(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= longest)
        {
            return text;
        }

        var (head, tail) = ((longest / 2) - 1, longest - (longest / 2));
        int start = char.IsLowSurrogate(text[head]) ? head - 1 : head;
        int end = char.IsLowSurrogate(text[^tail]) ? tail - 1 : tail;
        return $"{text[..start]}…{text[^end..]}";
    }
}

/// <summary>How the shape of a model is filled, so that models of one kind differ.</summary>
public enum Filling
{
    /// <summary>Whole.</summary>
    Solid,

    /// <summary>Hollow.</summary>
    Open,

    /// <summary>Hollow with a dot.</summary>
    Dot,

    /// <summary>Hollow with a cross.</summary>
    Cross,
}
