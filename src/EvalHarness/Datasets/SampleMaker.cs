using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Makes samples of rows by the parts that the columns play.</summary>
/// <param name="spec">The parts.</param>
/// <param name="declared">Where they are declared, for faults; the data file itself by default.</param>
internal sealed class SampleMaker(DatasetSpec spec, Location? declared)
{
    private readonly ImmutableArray<string> targets =
    [
        .. spec.Target is { } t ? [t] : ImmutableArray<string>.Empty,
        .. spec.Targets ?? [],
    ];
    private readonly Dictionary<string, int> repeats = new(StringComparer.Ordinal);
    private readonly ImageFiles? images = spec.Images.IsEmpty ? null : new ImageFiles(spec);
    private FieldProjection? projection;
    private bool isChecked;

    /// <summary>The sample that a row is.</summary>
    /// <exception cref="DocumentException">The row lacks a part, or has it in the wrong form.</exception>
    public Sample Make(Row row)
    {
        if (!isChecked)
        {
            CheckColumns(row);
        }

        isChecked = true;
        var fields = Fields(row);
        var targets = Targets(row);
        var shown = images?.Read(row) ?? [];
        string hash = ContentHash(fields, targets, shown);
        return new Sample(spec.Id is { } id ? row.Text("id", id) : Repeat(hash[..16]), fields, targets, row.At)
        {
            Cluster = spec.Cluster is { } cluster ? row.Text("cluster", cluster) : null,
            Slices = Slices(row),
            ContentHash = hash,
            Images = shown,
        };
    }

    /// <summary>The sample that a row is; null, with its faults, where the row is wrong and the next may be right.</summary>
    /// <exception cref="DocumentException">A column is missing from the data: no row can be right.</exception>
    public Sample? TryMake(Row row, List<Fault> faults)
    {
        try
        {
            return Make(row);
        }
        catch (DocumentException wrong) when (row.NamesItsKeys || isChecked)
        {
            // Elsewhere every row has the columns of the first, and none can be right.
            faults.AddRange(wrong.Faults);
            return null;
        }
    }

    private void CheckColumns(Row row)
    {
        Check("id", spec.Id is { } id ? [id] : []);
        Check("fields", spec.Fields ?? []);
        Check("target", spec.Target is { } target ? [target] : []);
        Check("targets", spec.Targets ?? []);
        Check("cluster", spec.Cluster is { } cluster ? [cluster] : []);
        Check("slices", spec.Slices ?? []);

        void Check(string key, ImmutableArray<string> columns)
        {
            if (columns.FirstOrDefault(c => !row.Fields.ContainsKey(c)) is { } missing)
            {
                throw row.NamesItsKeys
                    ? RowFaults.NoValue(row.At, key, missing, row.Fields.Keys)
                    : RowFaults.NoColumn(
                        declared ?? new Location(DataFile.Shown(spec.File.Full)),
                        key,
                        missing,
                        row.Fields.Keys
                    );
            }
        }
    }

    private IReadOnlyDictionary<string, string> Fields(Row row)
    {
        if (projection?.Fits(row.Fields) != true)
        {
            projection = new FieldProjection(row.Fields, spec.Fields, this.targets.AddRange(spec.Images));
        }

        return projection.Missing(row.Fields) is { } missing
            ? throw RowFaults.NoValue(row.At, "fields", missing)
            : projection.Apply(row.Fields);
    }

    private ImmutableArray<string> Targets(Row row)
    {
        if (spec.Target is { } target && !(spec.TakesJsonTargets && row.IsNested(target)))
        {
            if (row.IsNested(target))
            {
                throw RowFaults.Nested(row.At, "target", target, "; several right answers go under 'targets'");
            }

            row.Text("target", target);
        }
        if (this.targets.IsEmpty)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<string>(this.targets.Length);
        foreach (string column in this.targets)
        {
            if (row.IsNested(column) && !spec.TakesJsonTargets)
            {
                found.AddRange(Listed(row, column));
            }
            else if (row.Fields.TryGetValue(column, out string? value) && !string.IsNullOrWhiteSpace(value))
            {
                found.Add(value);
            }
        }
        return found.Count > 0
            ? [.. found.Distinct(StringComparer.Ordinal)]
            : throw RowFaults.Empty(row.At, "targets", this.targets[0]);
    }

    private static IEnumerable<string> Listed(Row row, string column)
    {
        using var document = JsonDocument.Parse(row.Fields[column]);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw RowFaults.Nested(row.At, "targets", column, ", or a list of them");
        }

        var values = new List<string>();
        foreach (var item in document.RootElement.EnumerateArray())
        {
            values.Add(
                item.ValueKind switch
                {
                    JsonValueKind.String => item.GetString()!,
                    JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => item.GetRawText(),
                    _ => throw RowFaults.Nested(row.At, "targets", column, ", or a list of them"),
                }
            );
        }
        return values.Where(v => !string.IsNullOrWhiteSpace(v));
    }

    private ImmutableDictionary<string, string> Slices(Row row)
    {
        var slices = ImmutableDictionary<string, string>.Empty;
        foreach (string name in spec.Slices ?? [])
        {
            if (row.Fields.TryGetValue(name, out string? value))
            {
                slices = slices.SetItem(name, value);
            }
        }
        return slices;
    }

    // The id is not content: equal content has an equal hash under any id.
    private string ContentHash(
        IReadOnlyDictionary<string, string> fields,
        ImmutableArray<string> targets,
        ImmutableArray<Image> shown
    )
    {
        var parts = new List<string>((2 * fields.Count) + targets.Length + 1);
        projection!.AddSorted(fields, spec.Id, parts);
        parts.Add(targets.Length.ToString(CultureInfo.InvariantCulture));
        parts.AddRange(targets);
        parts.AddRange(shown.Select(image => image.Hash));
        return Digest.Of(CollectionsMarshal.AsSpan(parts));
    }

    // Rows with the same content are told apart by their count, so that the order of the file does not matter.
    private string Repeat(string id)
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(repeats, id, out _);
        count++;
        return count == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{count}");
    }
}
