namespace EvalHarness.Datasets;

/// <summary>The names of a file's columns, shared by its rows: each row holds no more than its values.</summary>
/// <param name="names">Distinct names, in file order.</param>
internal sealed class ColumnNames(IReadOnlyList<string> names)
{
    private readonly Dictionary<string, int> places = names
        .Index()
        .ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);

    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>Place of a column among the values; -1 when there is no such column.</summary>
    public int Find(string name) => places.GetValueOrDefault(name, -1);

    public IReadOnlyDictionary<string, string> Row(string[] values) => new RowValues(this, values);
}
