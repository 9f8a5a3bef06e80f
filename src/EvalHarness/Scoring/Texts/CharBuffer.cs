namespace EvalHarness.Scoring.Texts;

/// <summary>A growing run of characters that hands out its span.</summary>
internal sealed class CharBuffer(int capacity)
{
    private char[] items = new char[Math.Max(16, capacity)];

    public int Count { get; private set; }

    public ReadOnlySpan<char> Span => items.AsSpan(0, Count);

    public void Add(char c)
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, 2 * items.Length);
        }
        items[Count++] = c;
    }

    public void AddPadded(char c)
    {
        Add(' ');
        Add(c);
        Add(' ');
    }

    public void Add(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            Add(c);
        }
    }

    public void Clear() => Count = 0;
}
