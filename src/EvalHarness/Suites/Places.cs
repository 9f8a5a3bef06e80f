using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Where the parts of a suite stand.</summary>
/// <param name="origins">The mapping that each record was made from.</param>
internal sealed class Places(Dictionary<object, YamlMapping> origins)
{
    /// <summary>The place of a part of a record: of the deepest step of the path that is written.</summary>
    /// <param name="record">A record that was bound from the suite.</param>
    /// <param name="path">Keys, and numbers of items from 0; a value written without its list is item 0.</param>
    public Location At(object record, params ReadOnlySpan<object> path)
    {
        YamlNode node = origins[record];
        foreach (object step in path)
        {
            if (Step(node, step) is not { } next)
            {
                break;
            }

            node = next;
        }

        return node.At;
    }

    /// <summary>The mapping that a record was made from.</summary>
    public YamlMapping Of(object record) => origins[record];

    /// <summary>Notes where a record stands that was made of others.</summary>
    /// <param name="record">The record.</param>
    /// <param name="written">What it would have been bound from.</param>
    public void Add(object record, YamlMapping written) => origins[record] = written;

    /// <summary>Whether a record was bound from the suite.</summary>
    public bool Has(object record) => origins.ContainsKey(record);

    /// <summary>All records of a kind that were made, those of parts that were not among them.</summary>
    public IEnumerable<T> All<T>() => origins.Keys.OfType<T>();

    /// <summary>The value of a key of a record; null when it is not written.</summary>
    public YamlNode? Value(object record, string key) => Step(origins[record], key);

    private static YamlNode? Step(YamlNode node, object step) =>
        (step, node) switch
        {
            (string key, YamlMapping mapping) => mapping.Find(key)?.Value,
            (int index, YamlSequence sequence) when index < sequence.Items.Length => sequence.Items[index],
            (0, not YamlSequence) => node,
            _ => null,
        };
}
