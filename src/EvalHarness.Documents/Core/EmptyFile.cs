namespace EvalHarness.Core;

/// <summary>Files without a length: empty ones, and pipes and devices, which say so too and may never end or never begin.</summary>
internal static class EmptyFile
{
    /// <summary>Whether a path names one; it must not be opened then. False where there is no file.</summary>
    /// <param name="path">Path of the file.</param>
    public static bool Is(string path) => new FileInfo(path) is { Exists: true, Length: 0 };
}
