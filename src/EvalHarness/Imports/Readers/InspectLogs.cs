using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>Inspect: <c>.eval</c> archives, with members by Deflate or Zstandard, and logs in JSON.</summary>
[Keyword("inspect")]
public sealed record InspectLogs : ILogReader
{
    private const string Header = "header.json";
    private const string Start = "_journal/start.json";
    private static readonly string[] HeadParts =
    [
        "version",
        "status",
        "eval",
        "plan",
        "results",
        "error",
        "invalidated",
    ];

    /// <inheritdoc/>
    public string Tool => "Inspect";

    /// <inheritdoc/>
    public async ValueTask<ImportedLog?> OpenAsync(LogPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place.IsArchive)
        {
            using var archive = LogArchive.Open(place.Path);
            return archive.Names.Contains(Header) || archive.Names.Contains(Start)
                ? await OpenArchiveAsync(place, archive, cancellationToken)
                : null;
        }

        if (place.IsFolder || place.IsList || !place.Has("eval.task") || !place.Has("eval.model"))
        {
            return null;
        }

        var parts = await HeadAsync(() => DataFile.Open(place.Path), place.Shown, cancellationToken);
        return Log(place, parts, isWhole: true, ending => ReadJsonAsync(place, parts, ending));
    }

    private async Task<ImportedLog> OpenArchiveAsync(
        LogPlace place,
        LogArchive archive,
        CancellationToken cancellationToken
    )
    {
        bool isWhole = archive.Names.Contains(Header);
        string name = isWhole ? Header : Start;
        var parts = await HeadAsync(() => archive.OpenMember(name)!, archive.Shown(name), cancellationToken);
        return Log(place, parts, isWhole, ending => ReadArchiveAsync(place, parts, ending));
    }

    private ImportedLog Log(
        LogPlace place,
        Dictionary<string, JsonElement> parts,
        bool isWhole,
        Func<CancellationToken, IAsyncEnumerable<ImportedSample>> read
    )
    {
        string? format = parts.TryGetValue("version", out var version) ? ImportedJson.Of(version) : null;
        if (format is not (null or "1" or "2" or "3"))
        {
            throw new DocumentException(
                new Fault(
                    new Location(place.Shown),
                    $"a log of {Tool} in version {VisibleText.Id(format)} of its format",
                    "version 1, 2 or 3"
                )
            );
        }

        var head = new InspectHead(parts, isWhole);
        return new ImportedLog(Tool, head.Version ?? format, place.Shown, [head.Evaluation])
        {
            Files = [place.Path],
            ReadAsync = read,
            Notes = [.. head.Notes],
        };
    }

    private static async Task<Dictionary<string, JsonElement>> HeadAsync(
        Func<Stream> open,
        string shown,
        CancellationToken cancellationToken
    )
    {
        var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        await foreach (
            var part in JsonWalk.PropertiesAsync(
                open,
                shown,
                name => HeadParts.Contains(name) ? JsonTake.Value : JsonTake.Nothing,
                cancellationToken
            )
        )
        {
            parts[part.Name] = part.Read();
        }

        return parts.ContainsKey("eval")
            ? parts
            : throw new DocumentException(new Fault(new Location(shown), "a log without 'eval'", "a log of Inspect"));
    }

    private static async IAsyncEnumerable<ImportedSample> ReadJsonAsync(
        LogPlace place,
        Dictionary<string, JsonElement> parts,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var reading = new InspectReading(parts["eval"]);
        await foreach (
            var part in JsonWalk.PropertiesAsync(
                place.Path,
                name => name == "samples" ? JsonTake.Items : JsonTake.Nothing,
                cancellationToken
            )
        )
        {
            if (part.Read() is { ValueKind: JsonValueKind.Object } sample)
            {
                yield return reading.Sample(sample, part.At);
            }
        }
    }

    private static async IAsyncEnumerable<ImportedSample> ReadArchiveAsync(
        LogPlace place,
        Dictionary<string, JsonElement> parts,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var reading = new InspectReading(parts["eval"]);
        using var archive = LogArchive.Open(place.Path);
        var names = archive
            .Names.Where(name =>
                name.StartsWith("samples/", StringComparison.Ordinal)
                && name.EndsWith(".json", StringComparison.Ordinal)
            )
            .Distinct(StringComparer.Ordinal)
            .ToImmutableArray();
        foreach (string name in names)
        {
            await foreach (
                var part in JsonWalk.RowsAsync(() => archive.OpenMember(name)!, archive.Shown(name), cancellationToken)
            )
            {
                if (part.Read() is { ValueKind: JsonValueKind.Object } sample)
                {
                    yield return reading.Sample(sample, part.At);
                }
            }
        }
    }
}
