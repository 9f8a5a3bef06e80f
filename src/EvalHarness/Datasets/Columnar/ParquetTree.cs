using System.Collections.Immutable;
using System.Text.Json;
using Parquet.Meta;

namespace EvalHarness.Datasets.Columnar;

/// <summary>A Parquet schema as a tree: what is nested in what, and from which levels on it is there.</summary>
internal sealed class ParquetTree
{
    // A schema that nests deeper than any data do would end the process.
    private const int Deepest = 64;

    private readonly IReadOnlyList<SchemaElement> schema;
    private readonly bool bytesAreText;
    private readonly ImmutableArray<ParquetLeaf>.Builder leaves = ImmutableArray.CreateBuilder<ParquetLeaf>();
    private int at = 1;

    /// <summary>Reads a schema.</summary>
    /// <param name="schema">Its elements, each before those within it; the first is the whole.</param>
    /// <param name="features">What the hub says of the columns; null where it says nothing.</param>
    /// <param name="bytesAreText">Whether bytes without a mark are text.</param>
    /// <exception cref="InvalidDataException">It nests too deep.</exception>
    /// <exception cref="NotSupportedException">A type is unknown.</exception>
    public ParquetTree(IReadOnlyList<SchemaElement> schema, JsonElement? features, bool bytesAreText)
    {
        (this.schema, this.bytesAreText) = (schema, bytesAreText);
        var columns = ImmutableArray.CreateBuilder<ParquetNode>();
        for (int i = 0; i < (schema[0].NumChildren ?? 0); i++)
        {
            columns.Add(Node(0, 0, HubFeatures.Part(features, schema[at].Name), depth: 0));
        }

        (Columns, Leaves) = (columns.DrainToImmutable(), leaves.DrainToImmutable());
    }

    /// <summary>The columns of the table.</summary>
    public ImmutableArray<ParquetNode> Columns { get; }

    /// <summary>What the values of the stored columns are, in the order of the file.</summary>
    public ImmutableArray<ParquetLeaf> Leaves { get; }

    private ParquetNode Node(int definition, int repetition, JsonElement? feature, int depth)
    {
        var element = schema[at];
        if (element.RepetitionType != FieldRepetitionType.REPEATED)
        {
            return Whole(element, definition, repetition, feature, depth);
        }

        // A repeated element that no list is around is a list that is never null.
        int leaf = leaves.Count;
        var item = Whole(element, definition + 1, repetition + 1, feature, depth + 1);
        return new ParquetNode(element.Name, ParquetShape.List, definition, repetition + 1, leaf, [item]);
    }

    private ParquetNode Whole(SchemaElement element, int definition, int repetition, JsonElement? feature, int depth)
    {
        if (depth > Deepest)
        {
            throw new InvalidDataException();
        }

        at++;
        if (element.RepetitionType == FieldRepetitionType.OPTIONAL)
        {
            definition++;
        }

        int leaf = leaves.Count;
        if (element.Type is not null)
        {
            leaves.Add(ParquetText.Leaf(element, definition, repetition, HubFeatures.Labels(feature), bytesAreText));
            return new ParquetNode(element.Name, ParquetShape.Value, definition, 0, leaf, []);
        }

        var shape = ShapeOf(element);
        if (shape == ParquetShape.Structure)
        {
            var parts = Parts(element, definition, repetition, feature, depth);
            return new ParquetNode(element.Name, shape, definition, 0, leaf, parts);
        }

        var items = Items(element, shape, definition + 1, repetition + 1, feature, depth + 1);
        return new ParquetNode(element.Name, shape, definition, repetition + 1, leaf, items);
    }

    private ImmutableArray<ParquetNode> Parts(
        SchemaElement element,
        int definition,
        int repetition,
        JsonElement? feature,
        int depth
    )
    {
        var parts = ImmutableArray.CreateBuilder<ParquetNode>();
        for (int i = 0; i < (element.NumChildren ?? 0); i++)
        {
            parts.Add(Node(definition, repetition, HubFeatures.Part(feature, schema[at].Name), depth + 1));
        }

        return parts.DrainToImmutable();
    }

    /// <summary>What repeats within a list or map, by the rules of the format for what older writers left out.</summary>
    private ImmutableArray<ParquetNode> Items(
        SchemaElement element,
        ParquetShape shape,
        int definition,
        int repetition,
        JsonElement? feature,
        int depth
    )
    {
        var repeated = schema[at];
        bool isItself =
            shape == ParquetShape.List
            && (repeated.NumChildren != 1 || repeated.Name == "array" || repeated.Name == element.Name + "_tuple");
        if (isItself)
        {
            return [Whole(repeated, definition, repetition, feature, depth)];
        }

        at++;
        return shape == ParquetShape.List
            ? [Node(definition, repetition, feature, depth)]
            : Parts(repeated, definition, repetition, feature, depth);
    }

    private ParquetShape ShapeOf(SchemaElement element)
    {
        bool isRepeating = element.NumChildren == 1 && schema[at].RepetitionType == FieldRepetitionType.REPEATED;
        return !isRepeating ? ParquetShape.Structure
            : element.LogicalType?.LIST is not null || element.ConvertedType == ConvertedType.LIST ? ParquetShape.List
            : element.LogicalType?.MAP is not null
            || element.ConvertedType is ConvertedType.MAP or ConvertedType.MAP_KEY_VALUE
                ? ParquetShape.Map
            : ParquetShape.Structure;
    }
}
