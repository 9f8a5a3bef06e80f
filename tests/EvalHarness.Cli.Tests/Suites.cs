using System.Globalization;
using System.Text;

namespace EvalHarness.Cli.Tests;

/// <summary>Small suites over data made for a test.</summary>
internal static class Suites
{
    /// <summary>A suite of one model over so many samples, and its data file.</summary>
    public static void Write(
        Tool tool,
        string url,
        int samples,
        string limits = "{ in_flight: 4, retries: 3 }",
        string extra = "",
        string metrics = "[accuracy]",
        string head = ""
    )
    {
        var data = new StringBuilder("id,text,label\n");
        for (int i = 0; i < samples; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"s{i:0000},headline number {i:0000},positive\n");
        }

        tool.Write("data.csv", data.ToString());
        tool.Write(
            "suite.yaml",
            $$$"""
            suite: served
            {{{head}}}
            models:
              remote:
                provider: openai-compatible
                endpoint: {{{url}}}
                model: small
                limits: {{{limits}}}
            {{{extra}}}
            tasks:
              - task: sentiment
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "Headline: {{text}}"
                generation: { temperature: 0, max_tokens: 8 }
                answer: { choice: [positive, neutral, negative] }
                metrics: {{{metrics}}}
            """
        );
    }
}
