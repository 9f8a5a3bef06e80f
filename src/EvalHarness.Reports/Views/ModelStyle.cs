using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Views;

/// <summary>How a model is drawn wherever it appears: hue and shape by kind, and a number that no other model of the page has.</summary>
/// <param name="Name">Full name of the model.</param>
/// <param name="Short">Name cut to fit beside a chart.</param>
/// <param name="Kind">Its part in the question.</param>
/// <param name="Filling">How a shape without room for the number is filled.</param>
public sealed record ModelStyle(string Name, string Short, ModelKind Kind, Filling Filling)
{
    private const int Longest = 26;

    /// <summary>Its number on the page from 1, the name tag in its mark; 0 for a model that stands on no leaderboard.</summary>
    public int Tag { get; init; }

    /// <summary>Class of the kind in the style sheet.</summary>
    internal string Class => Names.Kind(Kind);

    /// <summary>Colour, as the token that the page replaces by the theme's colour.</summary>
    internal string Token => $"var(--{Class})";

    /// <summary>The number as it stands in the mark.</summary>
    internal string Number => Tag == 0 ? "" : Tag.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number with the name, for those who look a mark up.</summary>
    internal string Numbered => Tag == 0 ? Short : $"{Number}\u00A0 {Short}";

    /// <summary>Styles of all models, numbered in the order given.</summary>
    /// <param name="models">Names and kinds.</param>
    internal static IReadOnlyDictionary<string, ModelStyle> Of(IEnumerable<(string Name, ModelKind Kind)> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var seen = new Dictionary<ModelKind, int>();
        var styles = new Dictionary<string, ModelStyle>(StringComparer.Ordinal);
        foreach (var (name, kind) in models)
        {
            if (!styles.ContainsKey(name))
            {
                int index = seen.GetValueOrDefault(kind);
                seen[kind] = index + 1;
                styles[name] = new ModelStyle(name, Names.Cut(name, Longest), kind, (Filling)(index % 4))
                {
                    Tag = styles.Count + 1,
                };
            }
        }

        return styles;
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
