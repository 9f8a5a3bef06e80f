using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.LmEval;

/// <summary>The data of a task: files of JSON, CSV or Parquet beside it. Those of a hub are named and never fetched.</summary>
/// <param name="config">The task.</param>
internal sealed class LmEvalData(LmEvalConfig config)
{
    private static readonly string[] Local = ["json", "csv", "parquet"];

    /// <summary>Whether its rows lie in files that are named.</summary>
    public bool IsLocal => Local.Contains(config.Text("dataset_path"));

    /// <summary>The split that is asked about.</summary>
    /// <exception cref="DocumentException">None is named.</exception>
    public string Split =>
        config.Text("test_split")
        ?? config.Text("validation_split")
        ?? throw LmEvalConfig.Refused(
            new Location(config.File, 1, 1),
            "no 'test_split' and no 'validation_split'",
            "the split that is asked about"
        );

    /// <summary>The rows of a split.</summary>
    /// <param name="split">The split.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">There is no such split, or its files are broken.</exception>
    public async Task<List<LmEvalRow>> RowsAsync(string split, CancellationToken cancellationToken)
    {
        var rows = new List<LmEvalRow>();
        foreach (var named in FilesOf(split))
        {
            string path = Find(named);
            bool isTable = config.Text("dataset_path") == "csv";
            var format = FormatOf(path);
            await foreach (
                var row in DatasetLoader.ReadRowsAsync(
                    path,
                    format,
                    null,
                    named.At,
                    cancellationToken: cancellationToken
                )
            )
            {
                rows.Add(LmEvalRow.Of(row, isTable));
            }
        }

        return rows.Count > 0
            ? rows
            : throw LmEvalConfig.Refused(
                config.Find("dataset_path")!.KeyAt,
                $"no rows of the split {Wording.Quote(split)}",
                "at least one"
            );
    }

    private IDatasetReader? FormatOf(string path)
    {
        if (config.Text("dataset_path") != "json")
        {
            return config.Text("dataset_path") == "csv" ? new CsvDatasetReader() : null;
        }

        // The harness' reader tells a list from lines by what is there, and not by the ending.
        using var reader = new StreamReader(path);
        int first = reader.Peek();
        while (first >= 0 && char.IsWhiteSpace((char)first))
        {
            reader.Read();
            first = reader.Peek();
        }

        return first == '[' ? new JsonDatasetReader() : new JsonlDatasetReader();
    }

    private ImmutableArray<YamlNode> FilesOf(string split)
    {
        var written = config.Find("dataset_kwargs")?.Value as YamlMapping;
        foreach (var entry in written?.Entries ?? [])
        {
            if (entry.Key is not ("data_files" or "trust_remote_code"))
            {
                throw LmEvalConfig.Refused(
                    entry.KeyAt,
                    $"the key {Wording.Quote(entry.Key)} of 'dataset_kwargs'",
                    "data_files"
                );
            }
        }

        var files =
            written?.Find("data_files")?.Value
            ?? throw LmEvalConfig.Refused(
                config.Find("dataset_path")!.KeyAt,
                "a dataset without files",
                "'dataset_kwargs: { data_files: ... }'"
            );
        if (files is YamlMapping bySplit)
        {
            files =
                bySplit.Find(split)?.Value
                ?? throw LmEvalConfig.Refused(
                    files.At,
                    $"no files of the split {Wording.Quote(split)}",
                    "one of " + string.Join(", ", bySplit.Entries.Select(entry => entry.Key))
                );
        }
        else if (split != "train")
        {
            throw LmEvalConfig.Refused(
                files.At,
                $"no files of the split {Wording.Quote(split)}: files without the name of a split are 'train'",
                "files by split, such as { test: test.jsonl }"
            );
        }

        return files is YamlSequence list ? list.Items : [files];
    }

    private string Find(YamlNode named)
    {
        string path = LmEvalConfig.Text(named);
        if (path.Contains("://", StringComparison.Ordinal) || path.AsSpan().IndexOfAny(ConversionSource.Wildcards) >= 0)
        {
            throw LmEvalConfig.Refused(
                named.At,
                $"the address or pattern {Wording.Quote(path)}, of which nothing is fetched",
                "files by name"
            );
        }

        // The harness starts at the folder in which it is run; the task's own is the likelier one.
        string own = Path.GetFullPath(Path.Combine(config.Folder, path));
        string other = Path.GetFullPath(path);
        return File.Exists(own) ? own
            : File.Exists(other) ? other
            : throw LmEvalConfig.Refused(named.At, $"there is no file {Wording.Quote(path)}", "a file beside the task");
    }
}
