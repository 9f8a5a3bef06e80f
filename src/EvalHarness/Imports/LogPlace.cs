using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports;

/// <summary>A path at which a log may lie, with what its first bytes tell: enough to know whose log it is without reading it.</summary>
public sealed class LogPlace
{
    private const int MostBytes = 1 << 20;
    private const int Deepest = 3;

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    private LogPlace(string path) => Path = path;

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Name of the file or folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The path as it is shown.</summary>
    public string Shown => DataFile.Shown(Path);

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; private init; }

    /// <summary>Whether it is a zip archive, by its first bytes.</summary>
    public bool IsArchive { get; private set; }

    /// <summary>Whether it begins as a JSON list.</summary>
    public bool IsList { get; private set; }

    /// <summary>The first line of a text that is no JSON; empty of any other.</summary>
    public string FirstLine { get; private set; } = "";

    /// <summary>Looks at the beginning of a file.</summary>
    /// <param name="path">Full path of a file or folder.</param>
    /// <exception cref="DocumentException">There is no such file, or it cannot be read.</exception>
    public static LogPlace Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            return new LogPlace(path) { IsFolder = true };
        }

        var place = new LogPlace(path);
        place.Look();
        return place;
    }

    /// <summary>Whether the first object of the file has a property, by its dotted path of at most three names.</summary>
    /// <param name="name">The path.</param>
    public bool Has(string name) => names.ContainsKey(name);

    /// <summary>Number or text of a property of the first object; null where there is none, or it is no such value.</summary>
    /// <param name="name">Its dotted path of at most three names.</param>
    public string? Value(string name) => names.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>Names of the properties of the first object, or of one in it, in their order.</summary>
    /// <param name="path">Dotted path of an object in the first one; empty for itself.</param>
    public ImmutableArray<string> NamesIn(string path = "")
    {
        ArgumentNullException.ThrowIfNull(path);
        string before = path.Length == 0 ? "" : $"{path}.";
        return
        [
            .. names
                .Keys.Where(name =>
                    name.StartsWith(before, StringComparison.Ordinal)
                    && name.IndexOf('.', before.Length) < 0
                    && name.Length > before.Length
                )
                .Select(name => name[before.Length..]),
        ];
    }

    private void Look()
    {
        // What broke off before its first byte tells of nothing, and must not end a search.
        if (new FileInfo(Path) is { Exists: true, Length: 0 })
        {
            return;
        }

        using (var raw = DataFile.OpenRaw(Path))
        {
            Span<byte> magic = stackalloc byte[4];
            IsArchive = raw.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic is [0x50, 0x4b, 3 or 5, ..];
        }

        if (IsArchive)
        {
            return;
        }

        byte[] first = new byte[MostBytes];
        int read;
        try
        {
            using var raw = DataFile.OpenBytes(Path);
            using var stream = new PythonJsonStream(raw);
            read = stream.ReadAtLeast(first, MostBytes, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new DocumentException(new Fault(new Location(Shown), e.Message));
        }

        var bytes = first.AsSpan(0, read);
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        int start = bytes.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            return;
        }

        IsList = bytes[start] == '[';
        if (IsList || bytes[start] == '{')
        {
            Names(bytes[start..]);
        }
        else
        {
            int end = bytes.IndexOf((byte)'\n');
            FirstLine = Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]).TrimEnd('\r');
        }
    }

    /// <summary>Takes the names until the object ends, the bytes do, or they are broken.</summary>
    private void Names(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        var path = new List<string>();
        int list = IsList ? 1 : 0;
        string name = "";
        try
        {
            while (reader.Read())
            {
                int depth = reader.CurrentDepth - list;
                if (reader.TokenType == JsonTokenType.PropertyName && depth <= Deepest)
                {
                    path.RemoveRange(Math.Min(path.Count, depth - 1), Math.Max(0, path.Count - (depth - 1)));
                    path.Add(ImportedJson.NameOf(ref reader));
                    name = string.Join('.', path);
                    names.TryAdd(name, "");
                }
                else if (
                    depth <= Deepest
                    && reader.TokenType is JsonTokenType.String or JsonTokenType.Number
                    && names.TryGetValue(name, out string? told)
                    && told.Length == 0
                )
                {
                    names[name] = Encoding.UTF8.GetString(reader.ValueSpan);
                }
                else if (reader.TokenType == JsonTokenType.EndObject && depth == 0)
                {
                    return;
                }
                else if (reader.TokenType is JsonTokenType.StartArray && depth > 0)
                {
                    // What stands in lists has no name.
                    if (!reader.TrySkip())
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Told with its place when it is read.
        }
    }
}
