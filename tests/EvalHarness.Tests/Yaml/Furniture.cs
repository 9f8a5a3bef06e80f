using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Tests.Yaml;

/// <summary>An extension point of these tests alone: the binder must know nothing of the product's own.</summary>
public interface IFinish;

/// <summary>A word without settings.</summary>
[Keyword("plain")]
public sealed record PlainFinish : IFinish;

/// <summary>A word with settings that have defaults.</summary>
/// <param name="Shine">How much it shines.</param>
/// <param name="Coats">Number of coats.</param>
/// <param name="Wait">Time between coats.</param>
[Keyword("lacquer")]
public sealed record Lacquer(
    [Range(0.0, 1.0, MinimumIsExclusive = true)] double Shine = 0.5,
    [Range(1, 10)] int Coats = 1,
    TimeSpan? Wait = null
) : IFinish;

/// <summary>A word whose first key is a list.</summary>
/// <param name="Colours">Colours, at least one.</param>
/// <param name="Under">What is underneath.</param>
[Keyword("paint")]
public sealed record Paint(ImmutableArray<string> Colours, IFinish? Under = null) : IFinish
{
    /// <summary>The colours, checked.</summary>
    public ImmutableArray<string> Colours { get; init; } =
        Colours.IsEmpty ? throw new ArgumentException("no colours", nameof(Colours)) : Colours;
}

/// <summary>Kinds of wood.</summary>
public enum Wood
{
    /// <summary>Oak.</summary>
    Oak,

    /// <summary>A wood of two words.</summary>
    RedPine,
}

/// <summary>A nested record with every kind of single value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Wood">Its wood.</param>
/// <param name="Height">Its height.</param>
/// <param name="Price">Its price.</param>
/// <param name="Parts">Number of parts.</param>
/// <param name="Serial">Serial number.</param>
/// <param name="Folds">Whether it folds.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Dries">How long it dries.</param>
/// <param name="Pattern">A pattern.</param>
/// <param name="Reference">A name or a number.</param>
public sealed record Table(
    string Name,
    Wood Wood = Wood.Oak,
    double Height = 0.7,
    [Range(0, double.PositiveInfinity)] decimal? Price = null,
    int Parts = 5,
    long? Serial = null,
    bool Folds = false,
    DateOnly? Made = null,
    TimeSpan? Dries = null,
    [StringSyntax(StringSyntaxAttribute.Regex)] string? Pattern = null,
    [AllowNumber] string? Reference = null
);

/// <summary>A record that stands under its name, with an inline word.</summary>
/// <param name="Name">The key under which it stands.</param>
/// <param name="Finish">Its finish, whose keys stand beside it.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="At">Where it stands.</param>
public sealed record Chair(
    [FromKey] string Name,
    [Inline] IFinish Finish,
    string? Colour = null,
    Location At = default
);

/// <summary>A document of these tests.</summary>
/// <param name="Tables">A list of records.</param>
/// <param name="Chairs">Records by name.</param>
/// <param name="Layers">A list of words.</param>
/// <param name="Finish">One word.</param>
/// <param name="Tags">Text by name.</param>
/// <param name="Sizes">Lists by name.</param>
/// <param name="Extra">Free values.</param>
/// <param name="File">A file.</param>
/// <param name="Key">A secret.</param>
/// <param name="Headers">Values that may be secret.</param>
public sealed record Flat(
    ImmutableArray<Table>? Tables = null,
    ImmutableArray<Chair>? Chairs = null,
    ImmutableArray<IFinish>? Layers = null,
    IFinish? Finish = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    IReadOnlyDictionary<string, ImmutableArray<int>>? Sizes = null,
    JsonElement? Extra = null,
    FilePath? File = null,
    Secret? Key = null,
    IReadOnlyDictionary<string, Secret>? Headers = null
);
