using EvalHarness.Core;
using EvalHarness.Suites;
using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>A folder with a suite, its data and what it includes, for the time of one test.</summary>
internal sealed class SuiteFolder : IDisposable
{
    /// <summary>Stands for every secret of the environment; must never be seen in what is said of a suite.</summary>
    public const string SecretValue = "s3cr3t-0123456789";

    private readonly Dictionary<string, string> environment = new()
    {
        ["OPENAI_API_KEY"] = SecretValue,
        ["LLAMA_URL"] = "https://" + SecretValue,
    };

    public SuiteFolder()
    {
        Folder = Directory
            .CreateDirectory(
                Path.Combine(TestContext.CurrentContext.WorkDirectory, "suites", Guid.NewGuid().ToString("N"))
            )
            .FullName;
        Write(
            "data/headlines.csv",
            "id,text,company,label,split,difficulty\n1,Up,A,positive,test,easy\n2,Down,B,negative,train,hard\n"
        );
        Write("data/lexicon.yaml", "default: neutral\nrules: [{ words: [up], label: positive }]\n");
        Write("recorded/lora.jsonl", "{\"id\":\"1\",\"text\":\"positive\"}\n");
    }

    public string Folder { get; }

    public Catalog Catalog { get; } = SuiteCatalog.With(typeof(SuiteFolder).Assembly);

    public string At(string name) => Path.Combine(Folder, name);

    public void Set(string variable, string? value)
    {
        if (value is null)
        {
            environment.Remove(variable);
        }
        else
        {
            environment[variable] = value;
        }
    }

    public string Write(string name, string text)
    {
        string path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Suite Read(string text) =>
        SuiteReader.Read(Write("suite.yaml", text), Catalog, environment.GetValueOrDefault);

    public Suite ReadFile(string name) => SuiteReader.Read(At(name), Catalog, environment.GetValueOrDefault);

    public IReadOnlyList<Suite> ReadAll(params string[] names) =>
        SuiteReader.ReadAll(names.Select(At), Catalog, environment.GetValueOrDefault);

    /// <summary>The faults of a suite, with paths relative to the folder; empty when it is valid.</summary>
    public string[] Faults(string text)
    {
        try
        {
            Read(text);
            return [];
        }
        catch (DocumentException e)
        {
            return
            [
                .. e.Faults.Select(fault =>
                    fault.ToString().Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
                ),
            ];
        }
    }

    public string[] Warnings(string text) =>
        [
            .. Read(text)
                .Warnings.Select(warning =>
                    warning.ToString().Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
                ),
        ];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
