using EvalHarness.Files;

namespace EvalHarness.Reports.Exports;

/// <summary>Several files written at once, each replaced whole or not at all.</summary>
internal static class ManyFiles
{
    /// <summary>Opens the drafts of all files, has them written, and keeps them.</summary>
    /// <param name="paths">Paths of the files; their folders are made.</param>
    /// <param name="write">Writes all of them, in the order of the paths.</param>
    /// <param name="cancellationToken">Stops the writing; the old files stay.</param>
    public static Task WriteAsync(
        IReadOnlyList<string> paths,
        Func<IReadOnlyList<Stream>, CancellationToken, Task> write,
        CancellationToken cancellationToken
    ) => NestAsync(paths, [], write, cancellationToken);

    private static async Task NestAsync(
        IReadOnlyList<string> paths,
        List<Stream> opened,
        Func<IReadOnlyList<Stream>, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        if (opened.Count == paths.Count)
        {
            await write(opened, cancellationToken);
            return;
        }

        string path = paths[opened.Count];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await WholeFile.WriteAsync(
            path,
            (stream, token) =>
            {
                opened.Add(stream);
                return NestAsync(paths, opened, write, token);
            },
            cancellationToken
        );
    }
}
