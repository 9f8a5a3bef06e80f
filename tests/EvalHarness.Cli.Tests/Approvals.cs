using EvalHarness.Tests;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Texts of the tool that were read and approved, under Approved/; a change of one is reviewed like code.</summary>
internal static class Approvals
{
    /// <summary>Holds a text against the approved one; what was received lies beside the test's other files.</summary>
    public static void Hold(string received, string name)
    {
        string approved = Path.Combine(Repository.Root, "tests", "EvalHarness.Cli.Tests", "Approved", name);
        string kept = Path.Combine(TestContext.CurrentContext.WorkDirectory, "received", name);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.WriteAllText(kept, received);
        Assert.That(
            received,
            Is.EqualTo(File.Exists(approved) ? File.ReadAllText(approved) : ""),
            $"{kept} against {approved}"
        );
    }
}
