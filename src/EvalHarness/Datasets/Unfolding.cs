using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Makes a row of each item of a list that stands inside a row.</summary>
/// <param name="path">Columns of lists, one within the other, parted by dots.</param>
internal sealed class Unfolding(string path)
{
    private readonly string[] steps = path.Split('.', StringSplitOptions.TrimEntries);
    private ColumnNames columns = new([]);

    /// <summary>The rows of a row's list: the other columns of the row, then those of the item, which win over them.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="DocumentException">It has no such list.</exception>
    public IEnumerable<Row> Rows(Row row) =>
        steps.Aggregate((IEnumerable<Row>)[row], (rows, step) => rows.SelectMany(one => Rows(one, step)));

    private List<Row> Rows(Row row, string column)
    {
        if (!row.Fields.TryGetValue(column, out string? json))
        {
            throw RowFaults.NoValue(row.At, "unfold", column, row.Fields.Keys);
        }

        if (!row.IsNested(column) || json is not ['[', ..])
        {
            throw new DocumentException(new Fault(row.At, $"'{column}' holds no list (unfold)", "a JSON list"));
        }

        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(item => Row(row, column, item))];
    }

    private Row Row(Row row, string column, JsonElement item)
    {
        var values = row.Fields.Where(field => field.Key != column).ToDictionary(StringComparer.Ordinal);
        var nested = row.Nested.Remove(column).ToHashSet(StringComparer.Ordinal);
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in item.EnumerateObject())
            {
                Set(property.Name, property.Value);
            }
        }
        else
        {
            Set(column, item);
        }

        if (!columns.Names.SequenceEqual(values.Keys))
        {
            columns = new ColumnNames([.. values.Keys]);
        }

        return new Row(row.At, columns.Row([.. values.Values])) { Nested = [.. nested], NamesItsKeys = true };

        void Set(string name, JsonElement value)
        {
            values[name] = JsonRows.Text(value);
            if (value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            {
                nested.Add(name);
            }
            else
            {
                nested.Remove(name);
            }
        }
    }
}
