using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Tests;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Runs of programs and of endpoints of any form: real processes, a real server, the plug pulled.</summary>
[Platform(Exclude = "Win", Reason = "the models are shell scripts")]
public sealed partial class ForeignRunTests
{
    private const string Read = """
        take() {
          IFS= read -r line || exit 0
          rest=${line#*\"id\":}; id=${rest%%,*}
          rest=${line#*\"sample\":\{\"id\":\"}; sample=${rest%%\"*}
        }
        answer() { printf '{"id":%s,"text":"%s"}\n' "$id" "$1"; }

        """;

    [Test]
    public async Task The_program_of_the_readme_is_a_model()
    {
        using var tool = new Tool();
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "suites", "README.md"));
        tool.Write("model.py", PythonBlock().Match(readme).Groups["code"].Value);
        Write(tool, "  ours: { provider: command, run: [python3, model.py], limits: { in_flight: 1 } }", 20);

        var ended = await tool.RunAsync("run", "suite.yaml", "--json");
        if (ended.Errors.Contains("no program 'python3'", StringComparison.Ordinal))
        {
            Assert.Ignore("python3 is not on the PATH");
        }

        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        Assert.That(Outcomes(ended)["ours"].GetProperty("answered").GetInt32(), Is.EqualTo(20));
    }

    [Test]
    public async Task A_suite_of_both_is_run_taken_up_and_reported_without_a_secret()
    {
        const string key = "sk-do-not-tell-4711";
        const string word = "open-sesame-99";
        using var tool = new Tool().With("THEIR_KEY", key).With("OWN_KEY", word);
        await using var server = new FaultServer(request =>
            (request.Number % 5) switch
            {
                1 => FaultReply.Status(429, $"{{\"error\":{{\"code\":\"{key}\"}}}}", "Retry-After: 0"),
                2 => FaultReply.Status(200, $"{{\"fault\":{{\"code\":\"{key}\",\"transient\":true}}}}"),
                _ => FaultReply.Status(200, $"{{\"out\":[\"positive {key}\"],\"tokens\":{{\"in\":9,\"out\":2}}}}"),
            }
        );
        tool.Write(
            "model.sh",
            Read
                + """
                while take; do
                  echo "asked with $OWN_KEY" >&2
                  case $sample in
                    *3) answer "positive $OWN_KEY" ;;
                    *4) printf '{"id":%s,"error":"%s"}\n' "$id" "$OWN_KEY" ;;
                    *5) [ -e "died-$sample" ] || { : > "died-$sample"; echo "dies of $OWN_KEY" >&2; exit 9; }; answer positive ;;
                    *) answer positive ;;
                  esac
                done
                """
        );
        Write(
            tool,
            $$$"""
              ours:
                provider: command
                run: [sh, model.sh]
                environment: { OWN_KEY: "${OWN_KEY}", MODE: positive }
                limits: { in_flight: 3 }
              theirs:
                provider: http
                url: {{{server.Url.Replace(
                "http://",
                "http://me:${THEIR_KEY}@",
                StringComparison.Ordinal
            )}}}/v2?key=${THEIR_KEY}
                headers: { X-Api-Key: "${THEIR_KEY}" }
                body: { input: "{{prompt}}", n: "{{max_tokens}}", t: "{{temperature}}" }
                text: out.0
                error: fault
                usage: { input: tokens.in, output: tokens.out }
            """,
            30
        );

        var ended = await tool.RunAsync("run", "suite.yaml", "--json");
        string errors = File.ReadAllText(Path.Combine(tool.Folder, "results", ".cache", "stderr", "suite-ours-1.txt"));
        var again = await tool.RunAsync("run", "suite.yaml", "--fresh");
        var report = await tool.RunAsync("report", Path.GetRelativePath(tool.Folder, tool.Runs("foreign")[0]));
        var outcomes = Outcomes(ended);
        string[] telling =
        [
            .. Directory
                .EnumerateFiles(tool.Folder, "*", SearchOption.AllDirectories)
                .Where(file => Tells(File.ReadAllText(file), key, word)),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(3), ended.ToString());
            Assert.That(outcomes["ours"].GetProperty("answered").GetInt32(), Is.EqualTo(27), ended.Errors);
            Assert.That(outcomes["ours"].GetProperty("failed").GetInt32(), Is.EqualTo(3));
            Assert.That(outcomes["theirs"].GetProperty("answered").GetInt32(), Is.EqualTo(30), ended.Errors);
            Assert.That(
                again.Errors,
                Does.Contain("served from answers given before"),
                "the cache is that of any model"
            );
            Assert.That(report.ExitCode, Is.Zero, report.ToString());
            Assert.That(telling, Is.Empty);
            Assert.That(Tells(ended + again.ToString() + report, key, word), Is.False);
            Assert.That(errors, Does.Contain("asked with ***").And.Contain("dies of ***"));
        }
    }

    [TestCase(false, TestName = "After_kill_nine_no_program_is_left_and_the_next_run_goes_on")]
    [TestCase(true, TestName = "After_the_order_of_a_CI_system_no_program_is_left_and_the_next_run_goes_on")]
    public async Task No_program_is_left(bool isOrder)
    {
        const int samples = 60;
        const int inFlight = 2;
        if (!isOrder && !File.Exists("/proc/self/environ"))
        {
            Assert.Ignore("the system does not tell what a killed process left behind");
        }

        using var tool = new Tool();
        tool.Write(
            "model.sh",
            Read
                + """
                while take; do
                  echo "$sample" >> asked
                  if [ "$sample" = s0030 ] && [ ! -e held ]; then
                    trap '' TERM HUP; sleep 1000 & echo $! > child; echo $$ > program; mv program held; sleep 1000; sleep 1000
                  fi
                  answer positive
                done
                """
        );
        Write(
            tool,
            $"  ours: {{ provider: command, run: [sh, model.sh], limits: {{ in_flight: {inFlight} }} }}",
            samples
        );
        int child;
        int program;
        using (var running = tool.Start("run", "suite.yaml"))
        {
            await tool.AppearsAsync("held");
            program = Number(tool, "held");
            child = Number(tool, "child");
            if (isOrder)
            {
                running.Terminate();
            }
            else
            {
                running.KillAlone();
            }

            await running.EndAsync();
        }

        await ProcessLife.IsOverAsync(program);
        await ProcessLife.IsOverAsync(child);
        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");
        string[] asked = File.ReadAllLines(Path.Combine(tool.Folder, "asked"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("foreign"), Has.Length.EqualTo(1), "the run was taken up");
            Assert.That(asked.Distinct().Count(), Is.EqualTo(samples));
            Assert.That(
                asked,
                Has.Length.InRange(samples, samples + inFlight),
                "only what was in flight was asked again"
            );
        }
    }

    [Test]
    public async Task A_program_that_dies_at_once_is_left_alone_and_the_run_says_where_it_says_why()
    {
        using var tool = new Tool();
        tool.Write("model.sh", "echo started >> starts; echo 'no module named torch' >&2; exit 1");
        Write(tool, "  ours: { provider: command, run: [sh, model.sh], limits: { in_flight: 4 } }", 200);

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(3), ended.ToString());
            Assert.That(
                ended.Errors,
                Does.Match(
                    @"its program ended with exit code 1 before it had answered, \d+ times in a row without any answer"
                )
            );
            Assert.That(ended.Errors, Does.Contain("is in .cache/stderr/suite-ours-1.txt of the results folder"));
            Assert.That(ended.Output + ended.Errors, Does.Not.Contain("torch"));
            Assert.That(
                File.ReadAllText(Path.Combine(tool.Folder, "results", ".cache", "stderr", "suite-ours-1.txt")),
                Does.Contain("no module named torch")
            );
            Assert.That(
                File.ReadAllLines(Path.Combine(tool.Folder, "starts")),
                Has.Length.LessThan(60),
                "it is not started for every sample"
            );
        }
    }

    [Test]
    public async Task What_is_wrong_with_a_program_or_an_endpoint_is_told_by_validate()
    {
        using var tool = new Tool();
        Write(tool, "  ours: { provider: command, run: [no-such-program] }", 3);
        var program = await tool.RunAsync("validate", "suite.yaml");
        Write(
            tool,
            "  theirs: { provider: http, url: \"http://h\", body: { q: \"{{promt}} {{max_tokens}}\" }, text: out }",
            3
        );
        var endpoint = await tool.RunAsync("validate", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((program.ExitCode, endpoint.ExitCode), Is.EqualTo((2, 2)));
            Assert.That(
                program.Errors,
                Does.StartWith("suite.yaml:3:3: model 'ours' has no program 'no-such-program'")
            );
            Assert.That(endpoint.Errors, Does.Contain("found '{{promt}}'").And.Contain("did you mean 'prompt'?"));
            Assert.That(endpoint.Errors, Does.Contain("its 'body' has no place {{temperature}}"));
        }
    }

    private static void Write(Tool tool, string models, int samples)
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
            suite: foreign
            models:
            {{{models}}}
            tasks:
              - task: sentiment
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "Headline: {{text}}"
                generation: { temperature: 0, max_tokens: 8 }
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            """
        );
    }

    private static Dictionary<string, JsonElement> Outcomes(Tool.Ended ended) =>
        JsonElement
            .Parse(ended.Output)
            .GetProperty("tasks")[0]
            .GetProperty("models")
            .EnumerateArray()
            .ToDictionary(
                model => model.GetProperty("model").GetString()!,
                model => model.GetProperty("outcomes"),
                StringComparer.Ordinal
            );

    private static bool Tells(string text, params string[] secrets) =>
        secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal));

    private static int Number(Tool tool, string file) =>
        int.Parse(File.ReadAllText(Path.Combine(tool.Folder, file)), CultureInfo.InvariantCulture);

    [GeneratedRegex("```python\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex PythonBlock();
}
