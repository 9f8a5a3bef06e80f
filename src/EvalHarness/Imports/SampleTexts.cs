using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>The texts of a sample as hashes, by which it is known again; those that tell nothing, as short as a label, are left out.</summary>
public readonly record struct SampleTexts
{
    /// <summary>Texts as short as a label tell nothing.</summary>
    internal const int Shortest = 8;

    private readonly ImmutableArray<(UInt128 Key, int Length)> keys;

    private SampleTexts(ImmutableArray<(UInt128, int)> keys) => this.keys = keys;

    /// <summary>Whether there is no content to compare.</summary>
    public bool IsEmpty => keys.IsDefaultOrEmpty;

    /// <summary>Hash and length of each text, each once.</summary>
    internal ImmutableArray<(UInt128 Key, int Length)> Keys => keys.IsDefault ? [] : keys;

    /// <summary>The texts of a sample.</summary>
    /// <param name="texts">The texts: its question, the fields of its data, its prompt.</param>
    public static SampleTexts Of(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var keys = ImmutableArray.CreateBuilder<(UInt128, int)>();
        var seen = new HashSet<UInt128>();
        foreach (string text in texts)
        {
            string plain = ContentText.Plain(text);
            if (plain.Length < Shortest)
            {
                continue;
            }

            var key = Key128.Of(plain);
            if (seen.Add(key))
            {
                keys.Add((key, plain.Length));
            }
        }

        return new SampleTexts(keys.ToImmutable());
    }
}
