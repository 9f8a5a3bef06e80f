using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace EvalHarness.Llama;

/// <summary>A file as it is now: another size or time is another file.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Written">When it was last written, in UTC.</param>
internal readonly partial record struct FileStamp(string Path, long Size, DateTime Written)
{
    /// <summary>
    /// Hashes of this process: a model of many gigabytes is named in every task, and read once. As with weights, that a file lies on
    /// the disk is a fact of the process.
    /// </summary>
    private static readonly ConcurrentDictionary<FileStamp, string> Hashes = new();

    private static readonly SemaphoreSlim Reading = new(1);

    /// <summary>The stamp of a file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <exception cref="IOException">The file cannot be found.</exception>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return new FileStamp(file.FullName, file.Length, file.LastWriteTimeUtc);
    }

    /// <summary>Hash of what a model's file holds; of all its parts, where it is split into several.</summary>
    /// <param name="path">Full path of the file, or of the first part.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        string[] parts = [.. Parts(path)];
        string[] hashes = new string[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            hashes[i] = await Of(parts[i]).HashAsync(cancellationToken);
        }

        return string.Join('+', hashes);
    }

    private async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        await Reading.WaitAsync(cancellationToken);
        try
        {
            if (!Hashes.TryGetValue(this, out string? hash))
            {
                await using var stream = new FileStream(
                    Path,
                    new FileStreamOptions
                    {
                        Options = FileOptions.SequentialScan | FileOptions.Asynchronous,
                        BufferSize = 1 << 20,
                    }
                );
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken))[..32];
                Hashes[this] = hash;
            }

            return hash;
        }
        finally
        {
            Reading.Release();
        }
    }

    /// <summary>llama.cpp finds the other parts of a split model by their names.</summary>
    private static IEnumerable<string> Parts(string path)
    {
        var split = Split().Match(path);
        if (!split.Success)
        {
            return [path];
        }

        int count = int.Parse(split.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        return Enumerable
            .Range(1, count)
            .Select(part => FormattableString.Invariant($"{path[..split.Index]}-{part:00000}-of-{count:00000}.gguf"));
    }

    [GeneratedRegex("-[0-9]{5}-of-(?<count>[0-9]{5})\\.gguf$", RegexOptions.CultureInvariant)]
    private static partial Regex Split();
}
