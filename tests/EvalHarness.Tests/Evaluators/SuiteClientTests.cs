using EvalHarness.Core;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Evaluators;

/// <summary>Models of a suite in a program of a team's own.</summary>
public sealed class SuiteClientTests
{
    private readonly string file = Path.Combine(ModelSetup.NewFolder(), "suite.yaml");

    private Suite Read()
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(file)!, "data.csv"), "id,text,label\ns1,a,good\n");
        File.WriteAllText(
            file,
            """
            suite: clients
            models:
              served: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m }
              chance: { provider: random }
              keyed: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m, when: "${NOT_SET_ANYWHERE}" }
              both: { provider: cascade, first: served, then: chance, accept_when: { confidence: 0.5 } }
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [good, bad] }
                metrics: [accuracy]
            """
        );
        return SuiteReader.Read(file, SuiteCatalog.With(), _ => null);
    }

    [Test]
    public async Task A_model_of_a_server_is_a_client()
    {
        using var client = await Read().CreateClientAsync("served");

        Assert.That(client.GetService<ChatClientMetadata>()?.DefaultModelId ?? "m", Is.EqualTo("m"));
    }

    [TestCase("sreved", "unknown model 'sreved'; expected *; did you mean 'served'?")]
    [TestCase(
        "keyed",
        "*model 'keyed', which is left out: NOT_SET_ANYWHERE is not set; expected what its condition asks for"
    )]
    [TestCase(
        "chance",
        "*model 'chance', which answers the samples of a run alone (*); expected a model that answers any chat"
    )]
    [TestCase("both", "*model 'both', which asks other models through a run; expected a model that answers any chat")]
    public void A_model_that_is_none_is_told_in_one_line(string model, string fault)
    {
        string pattern = System
            .Text.RegularExpressions.Regex.Escape(fault)
            .Replace("\\*", ".*", StringComparison.Ordinal);

        Assert.That(
            () => Read().CreateClientAsync(model),
            Throws.TypeOf<DocumentException>().With.Message.Match(pattern + "$")
        );
    }
}
