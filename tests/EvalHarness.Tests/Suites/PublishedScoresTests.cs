using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class PublishedScoresTests
{
    private const string Head = "dataset,split,metric,reported_metric,model,protocol,value,n,study,source,caveat\n";

    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void A_suite_of_published_scores_alone_is_valid()
    {
        folder.Write("scores.csv", Head + "exam,test,accuracy,accuracy,GPT-4,0-shot,0.7,100,x,x,\n");

        Assert.That(folder.Faults(Suite("model: GPT-4")), Is.Empty);
    }

    [Test]
    public void A_model_that_no_table_holds_is_named_with_the_nearest()
    {
        folder.Write("scores.csv", Head + "exam,test,accuracy,accuracy,GPT-4,0-shot,0.7,100,x,x,\n");

        Assert.That(
            folder.Faults(Suite("model: GPT4")),
            Is.EqualTo([
                "suite.yaml:3:3: no published score of 'GPT4'; expected a model of the tables; did you mean 'GPT-4'?",
            ])
        );
    }

    [Test]
    public void Several_scores_for_one_place_ask_for_a_condition()
    {
        folder.Write(
            "scores.csv",
            Head
                + "exam,test,accuracy,accuracy,GPT-4,0-shot,0.7,100,x,x,\n"
                + "exam,test,accuracy,accuracy,GPT-4,5-shot,0.8,100,x,x,\n"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                folder.Faults(Suite("model: GPT-4")).Single(),
                Does.Contain("2 scores of 'm' for exam/accuracy: GPT-4 0-shot of x").And.Contain("GPT-4 5-shot of x")
            );
            Assert.That(folder.Faults(Suite("model: GPT-4, where: { protocol: 5-shot }")), Is.Empty);
        }
    }

    [Test]
    public void A_value_that_is_no_number_is_a_fault_of_its_row()
    {
        folder.Write("scores.csv", Head + "exam,test,accuracy,accuracy,GPT-4,0-shot,high,100,x,x,\n");

        Assert.That(
            folder.Faults(Suite("model: GPT-4")).Single(),
            Does.Contain("scores.csv:2").And.Contain("'high' for value; expected a number")
        );
    }

    [Test]
    public void A_published_model_needs_a_leaderboard()
    {
        folder.Write("scores.csv", Head + "exam,test,accuracy,accuracy,GPT-4,0-shot,0.7,100,x,x,\n");

        string[] faults = folder.Faults(Suite("model: GPT-4").Split("published:\n")[0]);

        Assert.That(faults, Has.Some.Contains("the published model 'm' and no leaderboard for it"));
    }

    private static string Suite(string model) =>
        $$"""
            suite: s
            models:
              m: { provider: published, scores: scores.csv, {{model}} }
            published:
              - { task: exam, metrics: accuracy }

            """;
}
