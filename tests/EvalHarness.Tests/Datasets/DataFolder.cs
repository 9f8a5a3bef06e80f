using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

/// <summary>A folder of data files for one test.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly string folder = Directory
        .CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "data-" + Guid.NewGuid().ToString("N")))
        .FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string WriteGzip(string name, string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Write(name, bytes.ToArray());
    }

    /// <summary>A folder in this one, with files.</summary>
    public string Folder(string name, params (string Path, string Text)[] files)
    {
        string path = Path.Combine(folder, name);
        foreach (var file in files)
        {
            string full = Path.Combine(path, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, file.Text);
        }

        return path;
    }

    /// <summary>The rows of a file written now.</summary>
    public async Task<List<Row>> RowsAsync(string name, string text, IDatasetReader? format = null) =>
        await DatasetLoader.ReadRowsAsync(Write(name, text), format).ToListAsync();

    /// <summary>The samples of a file written now.</summary>
    public async Task<List<Sample>> SamplesAsync(
        string name,
        string text,
        Func<DatasetSpec, DatasetSpec> spec,
        long seed = 0
    ) => await DatasetLoader.ReadAsync(spec(new DatasetSpec(PathOf(Write(name, text)))), seed).ToListAsync();

    /// <summary>The one fault of what is done, without the folder.</summary>
    public static async Task<string> FaultAsync(Func<Task> act)
    {
        var error = await Assert.ThrowsAsync<DocumentException>(() => act());
        Assert.That(error!.Faults, Has.Length.EqualTo(1));
        var fault = error.Faults[0];
        return (fault with { At = fault.At with { File = Path.GetFileName(fault.At.File) } }).ToString();
    }

    public static FilePath PathOf(string file) => new(file, Path.GetFileName(file));

    public static Dictionary<string, ImmutableArray<string>> Where(string column, params string[] values) =>
        new() { [column] = [.. values] };

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
