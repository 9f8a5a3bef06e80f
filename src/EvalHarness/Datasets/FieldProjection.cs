namespace EvalHarness.Datasets;

/// <summary>Which columns of a row become fields of its sample; worked out once for all rows with the same columns.</summary>
internal sealed class FieldProjection
{
    private readonly ColumnNames? source;
    private readonly int[] places;
    private readonly int[] sorted;
    private readonly ColumnNames columns;

    /// <summary>Whether a column is a dotted path into nested JSON, of which each row has to say whether it has it.</summary>
    private readonly bool hasPaths;

    /// <summary>Chooses fields among the columns of a row.</summary>
    /// <param name="row">A row as the file has it.</param>
    /// <param name="names">The fields; null takes all columns but <paramref name="without"/>.</param>
    /// <param name="without">Columns that are no fields unless named.</param>
    public FieldProjection(
        IReadOnlyDictionary<string, string> row,
        IEnumerable<string>? names,
        IEnumerable<string> without
    )
    {
        source = (row as RowValues)?.Columns;
        var all = row.Keys.ToList();
        var kept = (names ?? all.Except(without, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        columns = new ColumnNames(kept);
        places = [.. kept.Select(name => all.IndexOf(name))];
        hasPaths = places.Contains(-1) && kept.Exists(name => name.Contains('.', StringComparison.Ordinal));
        sorted = [.. Enumerable.Range(0, kept.Count).OrderBy(i => kept[i], StringComparer.Ordinal)];
    }

    /// <summary>Whether this is the choice for a row.</summary>
    public bool Fits(IReadOnlyDictionary<string, string> row) =>
        source is not null && row is RowValues r && r.Columns == source;

    /// <summary>The first field that a row lacks; null when it has them all.</summary>
    /// <param name="row">A row with these columns.</param>
    public string? Missing(IReadOnlyDictionary<string, string> row) =>
        !hasPaths
            ? places.IndexOf(-1) is var i and >= 0
                ? columns.Names[i]
                : null
            : columns.Names.FirstOrDefault(name => !row.ContainsKey(name));

    /// <summary>The fields of a row.</summary>
    public IReadOnlyDictionary<string, string> Apply(IReadOnlyDictionary<string, string> row)
    {
        string[] values = new string[places.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = row is RowValues r && places[i] >= 0 ? r[places[i]] : row[columns.Names[i]];
        }

        return columns.Row(values);
    }

    /// <summary>Adds names and values in the order of the names, so that the order of the columns does not count.</summary>
    /// <param name="fields">Fields that <see cref="Apply"/> gave.</param>
    /// <param name="without">Field that is left out; null leaves none out.</param>
    /// <param name="parts">List to add to.</param>
    public void AddSorted(IReadOnlyDictionary<string, string> fields, string? without, List<string> parts)
    {
        var values = (RowValues)fields;
        foreach (int i in sorted)
        {
            if (columns.Names[i] != without)
            {
                parts.AddRange(columns.Names[i], values[i]);
            }
        }
    }
}
