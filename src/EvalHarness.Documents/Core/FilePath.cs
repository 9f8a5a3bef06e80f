namespace EvalHarness.Core;

/// <summary>A file or folder named in a document of the user's.</summary>
/// <param name="Full">Full path, found relative to the file that names it.</param>
/// <param name="AsWritten">The path as it was written, with variables unresolved: for messages and logs.</param>
public readonly record struct FilePath(string Full, string AsWritten)
{
    /// <summary>The path as it was written.</summary>
    public override string ToString() => AsWritten;
}
