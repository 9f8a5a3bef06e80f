using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>
/// The files of a folder, or of a zip archive, one after another in the order of their names, with the path of each within
/// the folder as the column <c>file</c>; folders in it are read too, hidden files are not.
/// </summary>
/// <param name="Pattern">Which files: <c>*</c> stands for any characters, in the name of a file or, where it has a slash, in its path within the folder; all files by default.</param>
/// <param name="Format">How each is read, for example <c>text</c> for one sample a file; by default what its ending says.</param>
[Keyword("folder")]
public sealed record FolderDatasetReader(string Pattern = "*", IDatasetReader? Format = null) : IEncodedReader
{
    private const string Name = "file";

    /// <inheritdoc/>
    public ImmutableArray<string> Endings => [];

    /// <inheritdoc/>
    public IAsyncEnumerable<Row> ReadAsync(string file, CancellationToken cancellationToken) =>
        ReadEncodedAsync(file, null, cancellationToken);

    IAsyncEnumerable<Row> IEncodedReader.ReadAsync(
        string file,
        Encoding? encoding,
        CancellationToken cancellationToken
    ) => ReadEncodedAsync(file, encoding, cancellationToken);

    private async IAsyncEnumerable<Row> ReadEncodedAsync(
        string folder,
        Encoding? encoding,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (string name in Files(folder))
        {
            string file = $"{folder.TrimEnd('/', '\\')}/{name}";
            var reader = Format ?? DatasetFormats.BuiltIn.Of(file, new Location(file));
            var rows =
                encoding is null ? reader.ReadAsync(file, cancellationToken)
                : reader is IEncodedReader encoded ? encoded.ReadAsync(file, encoding, cancellationToken)
                : throw new DocumentException(
                    new Fault(new Location(file), "'encoding' of a format that is no text", "no encoding")
                );
            ColumnNames? columns = null;
            await foreach (var row in rows)
            {
                // A column of that name in the file itself is what the file says.
                if (row.Fields.ContainsKey(Name))
                {
                    yield return row;
                    continue;
                }

                if (columns is null || !columns.Names.Skip(1).SequenceEqual(row.Fields.Keys))
                {
                    columns = new ColumnNames([Name, .. row.Fields.Keys]);
                }

                yield return row with
                {
                    Fields = columns.Row([name, .. row.Fields.Values]),
                };
            }
        }
    }

    private List<string> Files(string folder)
    {
        if (!Directory.Exists(folder) && !(Archive.IsNamedSo(folder) && File.Exists(folder)))
        {
            throw new DocumentException(
                new Fault(
                    new Location(folder),
                    File.Exists(folder) ? "is a file (format: folder)" : "no such folder",
                    "a folder or a zip archive"
                )
            );
        }

        var all = DataFile.FilesIn(folder);
        var chosen = all.FindAll(name =>
            FileSystemName.MatchesSimpleExpression(Pattern, Pattern.Contains('/') ? name : Path.GetFileName(name))
        );
        return chosen.Count > 0
            ? chosen
            : throw new DocumentException(
                new Fault(
                    new Location(folder),
                    all.Count == 0
                        ? "found a folder without files"
                        : $"none of the {all.Count} files in the folder is named as 'pattern' says",
                    "at least one file with rows"
                )
            );
    }
}
