using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Whatever is wrong in a suite, the answer is a correct suite or faults at the right place: never a crash.</summary>
public sealed class MutationTests
{
    [Test]
    public void Every_mutation_of_a_valid_suite_is_valid_or_has_a_fault_on_its_line()
    {
        using var folder = new SuiteFolder();
        var mutations = Mutations.Of(SuiteText.Valid).ToArray();
        string?[] wrong = mutations
            .Select(mutation => Judge(folder, mutation))
            .Where(verdict => verdict is not null)
            .ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mutations, Has.Length.AtLeast(1000));
            Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
        }
    }

    /// <summary>What is wrong with the answer to a mutation; null when nothing is.</summary>
    private static string? Judge(SuiteFolder folder, Mutation mutation)
    {
        try
        {
            folder.Read(mutation.Text);
            return null;
        }
        catch (DocumentException e)
        {
            string[] faults = e.Faults.Select(fault => fault.ToString()).ToArray();
            return faults.Any(fault => fault.Contains(SuiteFolder.SecretValue, StringComparison.Ordinal))
                    ? $"{mutation.Name}: shows a secret"
                : e.Faults.Any(fault => fault.At.Line >= mutation.First && fault.At.Line <= mutation.Last)
                || faults.All(IsElsewhere)
                    ? null
                : $"{mutation.Name}: {string.Join(" | ", faults)}";
        }
#pragma warning disable CA1031 // Any other exception is what this test is about.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{mutation.Name}: {e}";
        }
    }

    /// <summary>Whether a fault rightly stands on another line: where a name is used that is declared on it.</summary>
    private static bool IsElsewhere(string fault) =>
        fault.Contains(": unknown model ", StringComparison.Ordinal)
        || fault.Contains(": unknown task ", StringComparison.Ordinal)
        || fault.Contains("which is not among the ", StringComparison.Ordinal);
}
