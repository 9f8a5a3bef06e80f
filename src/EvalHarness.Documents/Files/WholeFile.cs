using System.Text;

namespace EvalHarness.Files;

/// <summary>
/// Files that are replaced whole or not at all: what fails, is cancelled or is killed half way leaves the old file as it
/// was. Nothing else in this house empties a file.
/// </summary>
/// <remarks>
/// The new contents go to a hidden file in the same folder, are flushed to the disk and then moved over the old file. A
/// link stays and the file that it leads to is replaced; the permissions of the old file are kept; one that may not be
/// written to is an error, as it always was. A pipe or a device is written to directly.
/// </remarks>
public static class WholeFile
{
    /// <summary>Replaces a file by what is written to a stream, or makes it.</summary>
    /// <param name="path">Path of the file; its folder must be there.</param>
    /// <param name="write">Writes the new contents; its stream is closed for it.</param>
    /// <param name="cancellationToken">Stops the writing; the old file stays.</param>
    public static async Task WriteAsync(
        string path,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        cancellationToken.ThrowIfCancellationRequested();
        using var draft = Draft.For(path);
        await write(draft.Contents, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        draft.Keep();
    }

    /// <summary>Replaces a file by a text in UTF-8 without a byte order mark, or makes it.</summary>
    /// <param name="path">Path of the file; its folder must be there.</param>
    /// <param name="text">The new contents.</param>
    /// <param name="cancellationToken">Stops the writing; the old file stays.</param>
    public static Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        return WriteAsync(
            path,
            (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask(),
            cancellationToken
        );
    }

    /// <summary>Whether a file is what a killed process, or one at work, has of the new contents of another.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="of">Path of the other, in the same folder.</param>
    internal static bool IsDraft(string file, string of) => Draft.IsOf(Path.GetFileName(file), Path.GetFileName(of));

    /// <summary>Replaces a file by what is written to a stream at once, or makes it.</summary>
    /// <param name="path">Path of the file; its folder must be there.</param>
    /// <param name="write">Writes the new contents; its stream is closed for it.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        using var draft = Draft.For(path);
        write(draft.Contents);
        draft.Keep();
    }
}
