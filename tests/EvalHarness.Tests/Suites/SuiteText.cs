namespace EvalHarness.Tests.Suites;

/// <summary>A valid suite that uses every section, to be changed by tests.</summary>
internal static class SuiteText
{
    public const string Valid = """
        suite: finance/headline-sentiment
        description: Which model should read our headlines?
        seed: 20240401

        models:
          gpt-4o:
            provider: openai-compatible
            endpoint: https://api.example.org/v1
            model: gpt-4o-2024-08-06
            api_key: ${OPENAI_API_KEY}
            price: { input: 2.50, cached_input: 1.25, output: 10.00, per: 1M tokens, as_of: 2024-10-01, source: price page }
            limits: { requests_per_minute: 5000, tokens_per_minute: 800000, in_flight: 64, timeout: 60s, retries: 3 }
            when: ${OPENAI_API_KEY}
          llama-3.1-8b:
            provider: openai-compatible
            endpoint: ${LLAMA_URL}
            model: meta-llama/Llama-3.1-8B-Instruct
            hosting: { gpus: 1, price_per_gpu_hour: 2.49, as_of: 2024-10-01 }
            prompting: { few_shot: 0, generation: { max_tokens: 4 } }
            when: ${LLAMA_URL}
          lora@2024-05:
            provider: replay
            answers: recorded/lora.jsonl
            custom: true
          lexicon: { provider: rules, rules: data/lexicon.yaml }

        tasks:
          - task: sentiment
            dataset:
              file: data/headlines.csv
              where: { split: test }
              id: id
              fields: [text, company]
              target: label
              cluster: company
              slices: [difficulty]
            few_shot: { file: data/headlines.csv, where: { split: train }, count: 4, balance: label, seed: 7 }
            system: You label finance headlines from an investor's point of view.
            prompt: |
              Headline: {{text}}
              Company: {{company}}
              Is the news positive, neutral or negative for {{company}}? Answer with one word.
            generation: { temperature: 0, max_tokens: 8 }
            answer: { choice: [positive, neutral, negative] }
            metrics: [accuracy, macro_f1]
            repeats: 1

        compare:
          baseline: gpt-4o
          candidates: custom
          on: [sentiment/accuracy, sentiment/macro_f1]
          margin: 0.02
          confidence: 0.95
          correction: holm

        gates:
          - { model: lexicon, metric: sentiment/accuracy, at_least: 0.60 }
          - { model: lora@2024-05, metric: sentiment/accuracy, not_worse_than: gpt-4o, margin: 0.02 }
          - { model: lora@2024-05, metric: sentiment/accuracy, better_than: 0.5, slice: difficulty=hard }
          - { model: all, outcome: failed, at_most: 0.01, inconclusive: warn }

        budget: { usd: 25, requests: 20000 }
        report: { title: Finance headlines, sections: default }

        """;

    /// <summary>The valid suite with one text replaced by another.</summary>
    public static string With(string old, string replacement) =>
        Valid.Contains(old, StringComparison.Ordinal)
            ? Valid.Replace(old, replacement, StringComparison.Ordinal)
            : throw new ArgumentException($"the suite does not hold '{old}'", nameof(old));

    /// <summary>Number of the line that starts with a text, blanks aside.</summary>
    public static int Line(string start) =>
        Valid.Split('\n').Index().First(line => line.Item.TrimStart().StartsWith(start, StringComparison.Ordinal)).Index
        + 1;
}
