using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EvalHarness.Cli.Drafts;

/// <summary>What one column of a table holds, counted while its rows pass by; memory grows with the number of distinct values alone.</summary>
/// <param name="name">Name of the column.</param>
internal sealed class ColumnProfile(string name)
{
    /// <summary>Values beyond that many are counted and not kept: no label and no slice has so many.</summary>
    private const int MostKept = 64;

    private readonly HashSet<UInt128> distinct = [];
    private readonly Dictionary<string, int> kept = new(StringComparer.Ordinal);
    private long characters;
    private int numbers;
    private int spaced;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Rows in which it holds something.</summary>
    public int Filled { get; private set; }

    /// <summary>Different values.</summary>
    public int Distinct => distinct.Count;

    /// <summary>Characters of the longest value.</summary>
    public int Longest { get; private set; }

    /// <summary>Characters of a value on average; 0 where there is none.</summary>
    public double MeanLength => Filled == 0 ? 0 : (double)characters / Filled;

    /// <summary>Whether all its values are numbers.</summary>
    public bool IsNumber => Filled > 0 && numbers == Filled;

    /// <summary>Whether its values are texts of several words, as a rule.</summary>
    public bool IsProse => spaced > Filled / 2;

    /// <summary>Its values and how often each is there, the commonest first; null where there are too many to keep.</summary>
    public (string Value, int Count)[]? Values =>
        Distinct > MostKept
            ? null
            :
            [
                .. kept.OrderByDescending(one => one.Value)
                    .ThenBy(one => one.Key, StringComparer.Ordinal)
                    .Select(one => (one.Key, one.Value)),
            ];

    /// <summary>Counts a value; an empty one is none.</summary>
    public void Add(string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return;
        }

        Filled++;
        characters += value.Length;
        Longest = Math.Max(Longest, value.Length);
        numbers += double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? 1 : 0;
        spaced += value.Trim().Contains(' ', StringComparison.Ordinal) ? 1 : 0;
        distinct.Add(MemoryMarshal.Read<UInt128>(SHA256.HashData(MemoryMarshal.AsBytes(value.AsSpan()))));
        if (distinct.Count <= MostKept)
        {
            kept[value] = kept.GetValueOrDefault(value) + 1;
        }
    }
}
