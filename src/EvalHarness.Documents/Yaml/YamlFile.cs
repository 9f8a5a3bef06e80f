using System.Buffers;
using System.Globalization;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>The text of a document: bounded in size, UTF-8, printable.</summary>
internal static class YamlFile
{
    /// <summary>Most bytes of a document; data belong into data files.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int LongestPath = 200;

    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable
            .Range(0, 0xA0)
            .Select(code => (char)code)
            .Where(c => char.IsControl(c) && !"\t\n\r\u0085".Contains(c)),
    ]);

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads the text of a file; null, with a fault, when it cannot be one of ours.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="findings">Where the fault goes.</param>
    /// <param name="namedAt">Where the file is named, for a fault about the file as a whole; null when the user named it.</param>
    public static string? Read(string path, FaultCollector findings, Location? namedAt = null)
    {
        var at = namedAt ?? new Location(path);
        try
        {
            if (ReadBytes(path, at, findings) is not { } bytes)
            {
                return null;
            }

            return Decode(bytes, path, findings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = e is UnauthorizedAccessException ? "permission denied" : "it cannot be read";
            findings.Add(at, $"{Wording.Quote(path, LongestPath)}: {reason}", "a readable file");
            return null;
        }
    }

    /// <summary>The text of the bytes; null, with a fault, when they are no printable UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string path, FaultCollector findings)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            findings.Add(new Location(path, 1, 1), "text in UTF-16", "UTF-8");
            return null;
        }

        if (bytes is [0xEF, 0xBB, 0xBF, ..])
        {
            bytes = bytes[3..];
        }

        int valid = ValidLength(bytes);
        string text = Strict.GetString(bytes[..valid]);
        if (valid < bytes.Length)
        {
            string found = string.Create(
                CultureInfo.InvariantCulture,
                $"the byte 0x{bytes[valid]:X2}, which is not UTF-8"
            );
            findings.Add(PlaceOf(text, text.Length, path), found, "text in UTF-8");
            return null;
        }

        int unprintable = text.AsSpan().IndexOfAny(Controls);
        if (unprintable >= 0)
        {
            int code = (int)text[unprintable];
            findings.Add(
                PlaceOf(text, unprintable, path),
                string.Create(CultureInfo.InvariantCulture, $"the control character U+{code:X4}"),
                "text without control characters"
            );
            return null;
        }

        return text;
    }

    private static byte[]? ReadBytes(string path, Location at, FaultCollector findings)
    {
        if (Directory.Exists(path))
        {
            findings.Add(at, $"{Wording.Quote(path, LongestPath)} is a folder", "a file");
            return null;
        }

        var file = new FileInfo(path);
        if (!file.Exists)
        {
            findings.Add(at, $"there is no file {Wording.Quote(path, LongestPath)}", "a file", Neighbour(path));
            return null;
        }

        if (!FileObstacle.MayOpen(path))
        {
            findings.Add(at, $"{Wording.Quote(path, LongestPath)} {FileObstacle.Of(path)}", "a file");
            return null;
        }

        if (file.Length > MaxBytes)
        {
            return TooLarge();
        }

        // A file may grow while it is read, so the size is checked once more on what came.
        using var stream = file.OpenRead();
        using var buffer = new MemoryStream();
        byte[] block = new byte[81920];
        while (stream.Read(block) is > 0 and var count)
        {
            buffer.Write(block, 0, count);
            if (buffer.Length > MaxBytes)
            {
                return TooLarge();
            }
        }

        return buffer.ToArray();

        byte[]? TooLarge()
        {
            findings.Add(
                at,
                $"{Wording.Quote(path, LongestPath)} is too large",
                "4 MB at most; samples belong into data files of their own"
            );
            return null;
        }
    }

    /// <summary>The file of the same folder whose name is nearest, written as the path was.</summary>
    public static string? Neighbour(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder))
        {
            return null;
        }

        var names = Directory.EnumerateFileSystemEntries(folder).Take(1000).Select(entry => Path.GetFileName(entry)!);
        string? nearest = Spelling.Nearest(Path.GetFileName(path), names);
        return nearest is null ? null : Path.Combine(Path.GetDirectoryName(path) ?? "", nearest);
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        int done = 0;
        while (done < bytes.Length)
        {
            var rest = bytes[done..];
            int ascii = rest.IndexOfAnyExceptInRange((byte)0, (byte)127);
            if (ascii != 0)
            {
                done += ascii < 0 ? rest.Length : ascii;
                continue;
            }

            if (Rune.DecodeFromUtf8(rest, out _, out int length) != OperationStatus.Done)
            {
                return done;
            }

            done += length;
        }

        return done;
    }

    private static Location PlaceOf(string text, int index, string path)
    {
        var before = text.AsSpan(0, index);
        return new Location(path, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
