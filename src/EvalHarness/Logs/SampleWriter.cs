using System.Buffers;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>Writes <c>samples.jsonl</c>.</summary>
/// <param name="path">Path of the file, which must not be there.</param>
internal sealed class SampleWriter(string path) : IAsyncDisposable
{
    private const int FlushAt = 64 * 1024;

    private readonly FileStream file = new(
        path,
        FileMode.CreateNew,
        FileAccess.Write,
        FileShare.Read,
        1,
        useAsync: true
    );
    private readonly ArrayBufferWriter<byte> lines = new(2 * FlushAt);

    /// <summary>Writes a sample.</summary>
    /// <param name="task">Name of its task.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public ValueTask WriteAsync(string task, Sample sample, CancellationToken cancellationToken) =>
        WriteAsync(SampleLine.From(task, sample), cancellationToken);

    /// <summary>Writes the line of a sample.</summary>
    /// <param name="line">The line.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async ValueTask WriteAsync(SampleLine line, CancellationToken cancellationToken)
    {
        JsonLines.Write(lines, line, LogJson.Default.SampleLine);
        if (lines.WrittenCount < FlushAt)
        {
            return;
        }

        await file.WriteAsync(lines.WrittenMemory, cancellationToken);
        lines.ResetWrittenCount();
    }

    /// <summary>Writes what is left, flushes the disk and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await file.WriteAsync(lines.WrittenMemory);
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
    }
}
