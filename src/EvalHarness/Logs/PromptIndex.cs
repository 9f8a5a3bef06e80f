using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Win32.SafeHandles;

namespace EvalHarness.Logs;

/// <summary>Where each rendered prompt stands in its file, by its hash: prompts are read one by one and not held in memory.</summary>
internal sealed class PromptIndex : IDisposable
{
    private readonly KeyMap hashes = new();
    private readonly List<long> places = [];
    private readonly RunFolder folder;
    private readonly SafeFileHandle file;

    private PromptIndex(RunFolder folder, SafeFileHandle file) => (this.folder, this.file) = (folder, file);

    /// <summary>Reads the prompts of a run once, from end to end.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line is broken.</exception>
    public static async Task<PromptIndex> ReadAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var index = new PromptIndex(folder, await PlainFile.OpenAsync(folder.PromptsFile, cancellationToken));
        try
        {
            if (LineReader.Exists(folder.PromptsFile))
            {
                await using var reader = LineReader.Open(folder.PromptsFile);
                while (await reader.MoveNextAsync(cancellationToken))
                {
                    if (
                        JsonLines.TryParse(reader, LogJson.Default.PromptLine, out var line)
                        && index.hashes.Add(Key128.Of(line.Prompt))
                    )
                    {
                        index.places.Add(reader.Offset);
                    }
                }
            }

            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>A prompt by its hash; null where the log does not have it.</summary>
    /// <param name="hash">The hash.</param>
    /// <exception cref="DocumentException">Its line is broken.</exception>
    public Prompt? Find(string hash)
    {
        int number = hashes.Find(Key128.Of(hash));
        if (number < 0)
        {
            return null;
        }

        byte[] buffer = new byte[4096];
        try
        {
            var line = PlainFile.ReadLine(file, places[number], ref buffer);
            return JsonSerializer.Deserialize(line.Span, LogJson.Default.PromptLine)!.ToPrompt();
        }
        catch (Exception broken) when (broken is JsonException or FormatException)
        {
            throw new DocumentException(
                new Fault(new Location(folder.PromptsFile), "a line that is no prompt", "one prompt a line")
            );
        }
    }

    public void Dispose() => file.Dispose();
}
