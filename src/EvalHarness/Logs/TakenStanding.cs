using System.Security.Cryptography;
using EvalHarness.Files;

namespace EvalHarness.Logs;

/// <summary>Who led in a run while it is scored again: what was known holds on where the new scores are the old ones.</summary>
internal sealed class TakenStanding
{
    private readonly RunFolder folder;
    private readonly byte[] standing;
    private readonly byte[] scores;

    private TakenStanding(RunFolder folder, byte[] standing, byte[] scores) =>
        (this.folder, this.standing, this.scores) = (folder, standing, scores);

    /// <summary>Takes it out of the folder; null where there is none, or no scores that it speaks of.</summary>
    /// <param name="folder">The run folder.</param>
    public static TakenStanding? Of(RunFolder folder)
    {
        bool isKnown = File.Exists(folder.StandingFile) && File.Exists(folder.ScoresFile);
        var taken = isKnown
            ? new TakenStanding(folder, File.ReadAllBytes(folder.StandingFile), Hash(folder.ScoresFile))
            : null;
        File.Delete(folder.StandingFile);
        return taken;
    }

    /// <summary>Puts it back where the scores are those of which it spoke.</summary>
    public void PutBackIfSame()
    {
        if (scores.AsSpan().SequenceEqual(Hash(folder.ScoresFile)))
        {
            WholeFile.Write(folder.StandingFile, file => file.Write(standing));
        }
    }

    private static byte[] Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }
}
