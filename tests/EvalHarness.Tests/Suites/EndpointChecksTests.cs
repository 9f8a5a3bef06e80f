using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>The limits of servers in a suite whose served models all ask <c>https://api.example.org</c>.</summary>
public sealed class EndpointChecksTests
{
    private readonly SuiteFolder folder = new();

    [SetUp]
    public void LeaveOneServer() => folder.Set("LLAMA_URL", "https://api.example.org/llama");

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("https://api.example.org/v1")]
    [TestCase("https://api.example.org")]
    [TestCase("HTTPS://API.example.org:443/another/path")]
    public void A_server_is_named_by_any_address_that_leads_to_it(string address) =>
        Assert.That(Faults($"{address}: {{ in_flight: 4 }}"), Is.Empty);

    [TestCase("https://api.exampel.org", "did you mean 'https://api.example.org'?")]
    [TestCase("http://api.example.org", "did you mean 'https://api.example.org'?")]
    [TestCase("https://api.example.org:8443", "; expected https://api.example.org")]
    [TestCase("api.example.org", "; expected https://api.example.org")]
    [TestCase("gpt-4o", "; expected https://api.example.org")]
    public void One_that_no_model_asks_is_a_fault_at_its_place(string address, string what)
    {
        string[] faults = Faults($"'{address}': {{ in_flight: 4 }}");

        Assert.That(
            faults,
            Has.Exactly(1)
                .StartsWith($"suite.yaml:{Line}:3: endpoint '{address}', which no model asks")
                .And.Contains(what)
        );
        Assert.That(faults, Has.Exactly(1).Items);
    }

    [Test]
    public void One_that_is_named_by_two_addresses_is_a_fault_at_the_second()
    {
        string[] faults = Faults(
            "https://api.example.org/v1: { in_flight: 4 }",
            "https://api.example.org/v2: { in_flight: 8 }"
        );

        Assert.That(
            faults,
            Is.EqualTo(
                new[]
                {
                    $"suite.yaml:{Line + 1}:3: endpoint 'https://api.example.org/v2' a second time; expected each server once",
                }
            )
        );
    }

    [Test]
    public void The_server_of_a_model_that_is_left_out_today_may_have_limits()
    {
        folder.Set("OPENAI_API_KEY", null);
        folder.Set("LLAMA_URL", null);

        Assert.That(Faults("https://api.example.org: { in_flight: 4 }"), Is.Empty);
    }

    [TestCase("in_flight: 0")]
    [TestCase("in_flight: 5000")]
    [TestCase("requests_per_minute: 0")]
    [TestCase("tokens_per_minute: -1")]
    public void A_limit_that_is_none_is_a_fault(string limit) =>
        Assert.That(
            Faults($"https://api.example.org: {{ {limit} }}"),
            Has.Exactly(1).StartsWith($"suite.yaml:{Line}:").And.Exactly(1).Items
        );

    [Test]
    public void A_suite_that_asks_no_server_has_no_endpoints()
    {
        string suite = """
            suite: local
            models: { lexicon: { provider: rules, rules: data/lexicon.yaml } }
            tasks:
              - task: sentiment
                dataset: { file: data/headlines.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            endpoints:
              http://localhost:8080: { in_flight: 4 }
            """;

        Assert.That(folder.Faults(suite), Has.Exactly(1).Contains("expected no 'endpoints': no model asks a server"));
    }

    /// <summary>Number of the line of the first endpoint.</summary>
    private static int Line => SuiteText.Valid.Count(c => c == '\n') + 2;

    private string[] Faults(params string[] endpoints) =>
        folder.Faults(SuiteText.Valid + "endpoints:\n" + string.Concat(endpoints.Select(line => $"  {line}\n")));
}
