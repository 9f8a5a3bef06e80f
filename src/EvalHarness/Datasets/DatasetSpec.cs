using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Where a task's samples come from and which column plays which part: the section <c>dataset:</c>.</summary>
/// <param name="File">Data file, plain or packed by gzip, zstd or zip; a file in an archive as <c>archive.zip/file</c>; or a folder.</param>
/// <param name="Format">How the file is read; by default what its extension says (<c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c>, <c>.json</c>, <c>.parquet</c>, <c>.conll</c>).</param>
/// <param name="Where">Columns and the values that they must have, one value or a list; by default all rows count.</param>
/// <param name="Id">Column that names a sample; by default a hash of its content.</param>
/// <param name="Fields">Columns that a prompt may show; by default all but the target.</param>
/// <param name="Target">Column of the right answer; null when there is one under <c>targets</c>, or none.</param>
/// <param name="Targets">Columns of right answers, any of which is right; a list in a cell counts as several.</param>
/// <param name="Cluster">Column of the group within which samples are not independent; by default samples are independent.</param>
/// <param name="Slices">Columns by whose values scores are broken down.</param>
/// <param name="Limit">Read this many rows at most, in file order, and then stop; by default all.</param>
/// <param name="Sample">Draw some of the rows by chance; by default all are taken.</param>
/// <param name="Encoding">How the bytes of the file are characters, for example <c>windows-1252</c> or <c>shift_jis</c>; UTF-8 by default.</param>
/// <param name="Unfold">List inside each row whose items become rows of their own, with the other columns of the row; <c>paragraphs.qas</c> unfolds lists within lists. None by default.</param>
/// <param name="License">Its license, as an SPDX id or <c>{ id: CC-BY-4.0, source: https://..., as_of: 2026-01-31 }</c>; unknown by default.</param>
/// <param name="Terms">Its terms of use: whether it may train models and leave the house, and where it may be sent; unknown by default.</param>
/// <param name="Conversation">Column that names the conversation of which a row is a turn: the rows before it with the same value, which must follow each other, are its history, and its cluster where none is named. None by default.</param>
/// <param name="Download">Where to get the file where it may not be shipped with the suite: an address of http or https, of a page as well. Nothing is downloaded; where the file is not here, this, the license and its place are told. None by default.</param>
[Keyword("dataset")]
public sealed record DatasetSpec(
    FilePath File,
    IDatasetReader? Format = null,
    IReadOnlyDictionary<string, ImmutableArray<string>>? Where = null,
    string? Id = null,
    ImmutableArray<string>? Fields = null,
    string? Target = null,
    ImmutableArray<string>? Targets = null,
    string? Cluster = null,
    ImmutableArray<string>? Slices = null,
    int? Limit = null,
    SampleSpec? Sample = null,
    string? Encoding = null,
    string? Unfold = null,
    License? License = null,
    DataTerms? Terms = null,
    string? Conversation = null,
    Uri? Download = null
)
{
    /// <summary>Whether a nested target is one, as JSON, and not several, or a fault.</summary>
    internal bool TakesJsonTargets { get; init; }

    /// <summary>How its samples are changed, copies of those of another task; null where they are as the file has them.</summary>
    internal PerturbedRows? Perturbed { get; init; }

    /// <summary>Columns that name pictures, relative to the folder of the data file; none by default.</summary>
    internal ImmutableArray<string> Images { get; init; } = [];
}
