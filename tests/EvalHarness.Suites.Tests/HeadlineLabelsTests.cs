using EvalHarness.Datasets;
using EvalHarness.NUnit;
using NUnit.Framework;

namespace EvalHarness.Suites.Tests;

/// <summary>What the curves of the shipped suite of labels rest on.</summary>
public sealed class HeadlineLabelsTests
{
    [Test]
    public async Task No_sample_shares_its_text_or_its_company_with_a_row_to_train_on()
    {
        var run = await Eval.RunAsync("suites/finance/headline-labels.yaml");
        var samples = run.Scores.Tasks.Single().Samples;
        string file = Path.Combine(Root(), "suites", "finance", "data", "headlines.csv");
        var split = new Dictionary<string, string> { ["split"] = "train" };
        var train = await DatasetLoader
            .ReadFieldsAsync(file, split, DatasetFormats.BuiltIn, CancellationToken.None)
            .ToListAsync();
        var texts = train.Select(row => row["text"]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var companies = train.Select(row => row["company"]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples, Has.Length.EqualTo(420));
            Assert.That(texts, Has.Count.EqualTo(780), "no two rows alike");
            Assert.That(samples.Select(sample => sample.Fields["text"]).Where(texts.Contains), Is.Empty);
            Assert.That(samples.Select(sample => sample.Cluster!).Where(companies.Contains), Is.Empty);
        }
    }

    /// <summary>A run that was begun from elsewhere names its suite as it was named there: the file is found from here.</summary>
    private static string Root()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EvalHarness.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the tests run outside the repository");
        }

        return folder.FullName;
    }
}
