using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Suites;

/// <summary>A table of what people say of answers that a judge judges too.</summary>
/// <remarks>
/// A row is about one answer to one sample, whichever model gave it: white space at its ends and the kind of its line breaks make
/// no difference. The answers must be drawn by chance from all that were judged, or what follows from them is wrong.
/// </remarks>
/// <param name="File">Data file, of any format that a dataset may have.</param>
/// <param name="Id">Column with the id of the sample.</param>
/// <param name="Answer">Column with the text of the answer.</param>
/// <param name="Raters">Columns, one a person: a grade of the judge or a number in [0, 1]; empty where that person did not rate.</param>
/// <param name="Format">How the file is read; by default what its extension says.</param>
/// <param name="Where">Columns and the values that they must have, one value or a list; by default all rows count.</param>
/// <param name="Encoding">How the bytes of the file are characters; UTF-8 by default.</param>
/// <param name="Declared">Where it is declared.</param>
[Keyword("calibration")]
public sealed record CalibrationSpec(
    FilePath File,
    string Id,
    string Answer,
    ImmutableArray<string> Raters,
    IDatasetReader? Format = null,
    IReadOnlyDictionary<string, ImmutableArray<string>>? Where = null,
    string? Encoding = null,
    Location Declared = default
)
{
    /// <summary>Names of the columns of people, at least one, each once.</summary>
    public ImmutableArray<string> Raters { get; init; } =
        Raters.IsDefaultOrEmpty ? throw new ArgumentException("one column or more", nameof(Raters))
        : Raters.Distinct(StringComparer.Ordinal).Count() < Raters.Length
            ? throw new ArgumentException("each column once", nameof(Raters))
        : Raters;

    /// <summary>The table as rows.</summary>
    internal DatasetSpec Table => new(File, Format, Where, Encoding: Encoding);
}
