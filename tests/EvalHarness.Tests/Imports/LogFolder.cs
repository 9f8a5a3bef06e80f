using System.Text;
using EvalHarness.Imports;

namespace EvalHarness.Tests.Imports;

/// <summary>A folder with logs that a test writes; gone with the test.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("logs-");

    public string Path => folder.FullName;

    /// <summary>Writes a file, and says where.</summary>
    public string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    /// <summary>The only log of a path, which a tool must know.</summary>
    public static async Task<ImportedLog> OpenAsync(string path) => (await ImportedLogs.FindAsync([path])).Single();

    /// <summary>All samples of a log.</summary>
    public static async Task<List<ImportedSample>> SamplesAsync(ImportedLog log)
    {
        var samples = new List<ImportedSample>();
        await foreach (var sample in log.ReadAsync(CancellationToken.None))
        {
            samples.Add(sample);
        }

        return samples;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
