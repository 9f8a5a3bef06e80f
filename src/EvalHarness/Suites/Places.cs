using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Where the parts of a suite stand, by the path to them.</summary>
internal sealed class Places(YamlMapping root)
{
    /// <summary>The place of the deepest part of a path that is written: a key's value, or an item of a list.</summary>
    /// <param name="path">Keys, and numbers of items from 0; a value written without its list is item 0.</param>
    public Location At(params ReadOnlySpan<object> path) => Find(path, out _).At;

    /// <summary>The node at a path; null when it is not written.</summary>
    /// <param name="path">Keys, and numbers of items from 0.</param>
    public YamlNode? Node(params ReadOnlySpan<object> path) =>
        Find(path, out var isWhole) is var node && isWhole ? node : null;

    private YamlNode Find(ReadOnlySpan<object> path, out bool isWhole)
    {
        YamlNode node = root;
        isWhole = true;
        foreach (var step in path)
        {
            var next = (step, node) switch
            {
                (string key, YamlMapping mapping) => mapping.Find(key)?.Value,
                (int index, YamlSequence sequence) when index < sequence.Items.Length => sequence.Items[index],
                (0, not YamlSequence) => node,
                _ => null,
            };
            if (next is null)
            {
                isWhole = false;
                return node;
            }

            node = next;
        }

        return node;
    }
}
