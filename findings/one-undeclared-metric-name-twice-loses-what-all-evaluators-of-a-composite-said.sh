#!/usr/bin/env bash
# Microsoft.Extensions.AI.Evaluation 10.11.0: CompositeEvaluator with two evaluators that return a metric of one name which they did not
# declare throws when the results are put together, after all evaluators have run: a third evaluator's metric is lost with theirs, and with
# it what its model was paid for. Guessed: the second value replaces the first, or a diagnostic says so; the others' results stay.
# An evaluator that throws by itself is caught: its metric comes back without value, with an error diagnostic and no interpretation, so that
# "no interpretation failed" holds.
# Seen: 'ArgumentException, evaluators run: 3' for the names; for the throwing one 'value: none, errors: 1, interpretation: none'.
set -uo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

cat > Composite.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.Extensions.AI.Evaluation" Version="10.11.0" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, "Fine."));
int run = 0;
IEvaluator Returning(string declared, params string[] returned) =>
    new Given([declared], () => { Interlocked.Increment(ref run); return new EvaluationResult(returned.Select(name => (EvaluationMetric)new NumericMetric(name, 1)).ToArray()); });

try
{
    var all = new CompositeEvaluator(Returning("a", "a", "extra"), Returning("b", "b", "extra"), Returning("c", "c"));
    var result = await all.EvaluateAsync([], response);
    Console.WriteLine($"names: {string.Join(", ", result.Metrics.Keys)}");
}
catch (Exception lost)
{
    Console.WriteLine($"names: {lost.GetType().Name}, evaluators run: {run}");
}

var throwing = new CompositeEvaluator(new Given(["a"], () => throw new InvalidOperationException("no")), Returning("b", "b"));
var said = (await throwing.EvaluateAsync([], response)).Metrics["a"];
Console.WriteLine($"throws: value: {(said is NumericMetric { Value: { } value } ? value : "none")}, errors: {said.Diagnostics?.Count(one => one.Severity == EvaluationDiagnosticSeverity.Error) ?? 0}, interpretation: {(said.Interpretation is null ? "none" : "there")}");

sealed class Given(string[] names, Func<EvaluationResult> evaluate) : IEvaluator
{
    public IReadOnlyCollection<string> EvaluationMetricNames => names;

    public async ValueTask<EvaluationResult> EvaluateAsync(IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null, IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return evaluate();
    }
}
X
seen=$(dotnet run 2>&1) || { echo "$seen"; exit 1; }
echo "$seen"
grep -q '^names: ArgumentException, evaluators run: 3$' <<< "$seen" || { echo 'changed: two metrics of one name'; exit 1; }
grep -q '^throws: value: none, errors: 1, interpretation: none$' <<< "$seen" || { echo 'changed: an evaluator that throws'; exit 1; }
