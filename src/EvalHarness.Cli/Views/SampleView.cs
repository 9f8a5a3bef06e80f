using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Logs;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Shows one sample with each model's answer; data of the user's own, on request only.</summary>
internal static class SampleView
{
    public static void Write(Terminal terminal, SampleLog sample, string? onlyModel)
    {
        var scores = sample.Scores;
        Head(terminal.Out, scores, sample.Sample);
        var responses = sample.Responses.ToDictionary(response => (response.Model, response.Epoch));
        string shown = "";
        for (int model = 0; model < scores.Models.Length; model++)
        {
            if (onlyModel is not null && scores.Models[model].Name != onlyModel)
            {
                continue;
            }

            for (int epoch = 0; epoch < scores.Task.Epochs; epoch++)
            {
                var response = responses.GetValueOrDefault((scores.Models[model].Name, epoch));
                string hash = response?.PromptHash ?? "";
                if (hash != shown && sample.Prompts.FirstOrDefault(prompt => prompt.Hash == hash) is { } prompt)
                {
                    Write(terminal.Out, prompt);
                    shown = hash;
                }

                Write(terminal.Out, scores, model, epoch, response);
                WriteVerdicts(terminal.Out, sample, response);
                WriteRepeats(terminal.Out, sample, response);
            }
        }
    }

    private static void WriteVerdicts(IAnsiConsole console, SampleLog sample, Response? response)
    {
        foreach (var verdict in response is null ? [] : sample.VerdictsOn(response))
        {
            string compared = sample.ComparedIn(verdict, response!) is { } pair
                ? $", {(pair.IsFirst ? "as A" : "as B")} against {string.Join(", ", pair.Against)}"
                : "";
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"  [grey]judge {verdict.Judging!.Judge}, {verdict.Model}{compared}:[/] {verdict.Text ?? verdict.Failure?.Message ?? "no verdict"}"
            );
        }
    }

    private static void WriteRepeats(IAnsiConsole console, SampleLog sample, Response? response)
    {
        var repeats = sample.Repeats.Where(again =>
            again.Model == response?.Model && again.Epoch == response.Epoch && again.Outcome.HasResponse()
        );
        foreach (var again in repeats)
        {
            string said = again.Text == response!.Text ? "the same" : again.Text ?? "no text";
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"  [grey]asked again, {again.Repeat}:[/] {said}"
            );
        }
    }

    private static void Head(IAnsiConsole console, TaskScores scores, Sample sample)
    {
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]{VisibleText.Id(sample.Id)}[/] [grey]{scores.Task.Name} · {sample.Source} · cluster {sample.Cluster ?? "–"}[/]"
        );
        foreach (var (name, value) in sample.Fields)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [grey]{name}:[/] {value}");
        }

        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"  [grey]target:[/] [bold]{string.Join(" | ", sample.Targets)}[/]"
        );
    }

    private static void Write(IAnsiConsole console, Prompt prompt)
    {
        console.WriteLine();
        foreach (var turn in prompt.Turns)
        {
            ImageView.Write(console, turn);
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[grey]{turn.Role.ToString().ToLowerInvariant(), 9}[/] {turn.Text.TrimEnd()}"
            );
        }
    }

    private static void Write(IAnsiConsole console, TaskScores scores, int model, int cell, Response? response)
    {
        var cells = scores.Cells[model];
        string epoch = scores.Task.Epochs > 1 ? FormattableString.Invariant($" #{cell % scores.Task.Epochs}") : "";
        console.WriteLine();
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]{scores.Models[model].Name}{epoch}[/] [grey]{Facts(cells, cell, response)}[/]"
        );
        if (response?.Reasoning is { } thought)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  [grey]thought[/] {thought}");
        }

        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"  {response?.Text ?? response?.Failure?.Message ?? "no response"}"
        );
        foreach (var call in response?.ToolCalls ?? [])
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"  [grey]calls a tool[/] {call.Name} {call.Arguments}"
            );
        }

        var values = scores
            .Metrics.Select((_, index) => Observed(scores, model, index, cell))
            .Where(text => text is not null);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"  [grey]read as[/] {cells.Answers[cell] ?? "–"} [grey]({Outcome(cells.Outcomes[cell])})  {string.Join(", ", values)}[/]"
        );
        EvaluatorView.Write(console, cells.Evaluations[cell]);
    }

    private static string Facts(ModelCells cells, int cell, Response? response)
    {
        var facts = new List<string>();
        if (response?.Latency is { } latency)
        {
            facts.Add(Numbers.Time(latency));
        }

        if (response?.Stream is { } stream)
        {
            facts.Add($"first token {Numbers.Time(stream.FirstToken)}");
        }

        if (response?.TokensPerSecond is { } speed)
        {
            facts.Add(FormattableString.Invariant($"{speed:0.#} tokens/s"));
        }

        if (response?.Stream?.InFlight is { } inFlight)
        {
            facts.Add(FormattableString.Invariant($"{inFlight} in flight"));
        }

        if (cells.Usage[cell] is { } usage)
        {
            facts.Add(FormattableString.Invariant($"{usage.Input} + {usage.Output} tokens{Kinds(usage)}"));
        }

        if (double.IsFinite(cells.Confidence[cell]))
        {
            facts.Add(FormattableString.Invariant($"confidence {cells.Confidence[cell]:0.00}"));
        }

        return string.Join(" · ", facts);
    }

    /// <summary>The tokens that have a price of their own.</summary>
    private static string Kinds(Usage usage)
    {
        string[] kinds =
        [
            .. from kind in new (long Tokens, string Of)[]
            {
                (usage.CachedInput, "cached"),
                (usage.CacheWrite, "written to a cache"),
                (usage.Reasoning, "of reasoning"),
            }
            where kind.Tokens > 0
            select FormattableString.Invariant($"{kind.Tokens} {kind.Of}"),
            .. usage.IsBatch ? ["at batch price"] : Array.Empty<string>(),
        ];
        return kinds.Length == 0 ? "" : $" ({string.Join(", ", kinds)})";
    }

    private static string? Observed(TaskScores scores, int model, int metric, int cell)
    {
        if (!scores.Metrics[metric].IsMean)
        {
            return null;
        }

        string name = CellValues.Name(scores, metric);
        return CellValues.Of(scores, model, metric, cell) is { } value
                ? FormattableString.Invariant($"{name} {value:0.###}")
            : scores.Cells[model].Outcomes[cell].HasResponse() ? $"{name} –"
            : null;
    }

    private static string Outcome(Outcome outcome) =>
        outcome == Core.Outcome.NotRun ? "not run" : outcome.ToString().ToLowerInvariant();
}
