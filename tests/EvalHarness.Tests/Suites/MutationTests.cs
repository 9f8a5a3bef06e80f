using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Whatever is wrong in a suite, the answer is a correct suite or faults at the right place: never a crash.</summary>
public sealed class MutationTests
{
    [Test]
    public void Every_mutation_of_a_valid_suite_is_harmless_or_has_a_fault_on_its_line()
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

    [Test]
    public void Every_kind_of_harmless_mutation_is_still_accepted_somewhere()
    {
        using var folder = new SuiteFolder();
        var accepted = Mutations.Of(SuiteText.Valid).Where(mutation => IsAccepted(folder, mutation)).ToArray();
        Assert.That(
            HarmlessMutation
                .All.SelectMany(one => one.Keys.Select(key => (one.Kind, Key: key)))
                .Where(one => !accepted.Any(mutation => (mutation.Kind, mutation.Key) == one)),
            Is.Empty
        );
    }

    [Test]
    public void A_comma_missed_after_a_mapping_is_read_as_if_it_stood_there()
    {
        using var folder = new SuiteFolder();
        var task = folder.Read(SuiteText.With("{ split: train },", "{ split: train }")).Tasks.Single();
        Assert.That(task.FewShot?.Count, Is.EqualTo(4));
    }

    private static bool IsAccepted(SuiteFolder folder, Mutation mutation)
    {
        try
        {
            folder.Read(mutation.Text);
            return true;
        }
        catch (DocumentException)
        {
            return false;
        }
    }

    /// <summary>What is wrong with the answer to a mutation; null when nothing is.</summary>
    private static string? Judge(SuiteFolder folder, Mutation mutation)
    {
        try
        {
            folder.Read(mutation.Text);
            return HarmlessMutation.Of(mutation) is null ? $"{mutation.Name}: accepted" : null;
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
