using System.Text;

namespace EvalHarness.Datasets;

/// <summary>The lines of a text file, one at a time, with their numbers; a carriage return before the line feed is none of the line.</summary>
/// <param name="file">Path of the file.</param>
/// <param name="encoding">How its bytes are characters; null for UTF-8.</param>
internal sealed class LineCursor(string file, Encoding? encoding) : IDisposable
{
    private readonly RecordBuffer buffer = new(file, encoding);

    /// <summary>Number of the last line that was read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line; null at the end.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<string?> NextAsync(CancellationToken cancellationToken)
    {
        Number++;
        int searched = 0;
        while (true)
        {
            int end = buffer.Unread.Span[searched..].IndexOf((byte)'\n');
            if (end >= 0)
            {
                string line = Text(buffer.Unread.Span[..(searched + end)]);
                buffer.Skip(searched + end + 1);
                return line;
            }

            searched = buffer.Unread.Length;
            if (!await buffer.FillAsync(Number, cancellationToken))
            {
                string last = Text(buffer.Unread.Span);
                bool isAny = searched > 0;
                buffer.Skip(searched);
                return isAny ? last : null;
            }
        }
    }

    public void Dispose() => buffer.Dispose();

    private static string Text(ReadOnlySpan<byte> line) =>
        Encoding.UTF8.GetString(line is [.. var before, (byte)'\r'] ? before : line);
}
