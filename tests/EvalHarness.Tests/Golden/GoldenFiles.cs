using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Tests.Golden;

/// <summary>The folder of golden cases, and everything in it as test cases.</summary>
internal static class GoldenFiles
{
    /// <summary>The folder that EVALHARNESS_GOLDEN names, else the one that is built beside the tests.</summary>
    public static string Folder =>
        Environment.GetEnvironmentVariable("EVALHARNESS_GOLDEN") is { Length: > 0 } named
            ? named
            : Path.Combine(AppContext.BaseDirectory, "Golden", "Cases");

    /// <summary>
    /// Every case of every file. A source that throws would hide all cases at once, so what cannot be read becomes
    /// a case that fails and says why.
    /// </summary>
    public static IEnumerable<TestCaseData> Cases()
    {
        string[] files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.json") : [];
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length == 0
            ? [Entry(new GoldenCase("(folder)", "(none)", "the folder holds no *.json"))]
            : files.SelectMany(Read).Select(Entry);
    }

    /// <summary>The case of that name, from the folder in use or else from the one built beside the tests.</summary>
    public static GoldenCase Named(string name) =>
        Folders()
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.json"))
            .SelectMany(Read)
            .First(golden => golden.Name == name);

    private static string[] Folders() => [Folder, Path.Combine(AppContext.BaseDirectory, "Golden", "Cases")];

    private static TestCaseData Entry(GoldenCase golden) =>
        new TestCaseData(golden).SetArgDisplayNames(golden.File, golden.Name);

    private static List<GoldenCase> Read(string path)
    {
        string file = Path.GetFileName(path);
        try
        {
            var root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
            return [.. root.GetProperty("cases").EnumerateArray().Select((one, i) => GoldenCase.Of(file, i, one))];
        }
        catch (Exception fault)
            when (fault is JsonException or IOException or InvalidOperationException or KeyNotFoundException)
        {
            return [new GoldenCase(file, "(file)", fault.Message)];
        }
    }
}
